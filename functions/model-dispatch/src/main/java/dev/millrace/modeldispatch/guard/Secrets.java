package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds secrets by the forms that their issuers document, and random values that are assigned to what is called a
 * password or key. Each form is looked for by a literal piece of it, and only around that piece in detail.
 */
final class Secrets {

    private Secrets() {}

    /** In the order of the text, none overlapping another. */
    static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>(0);
        SecretForm.ALL.forEach(form -> form.find(text, spans));
        PrivateKeys.find(text, spans);
        Assignments.find(text, spans);
        return Span.apart(spans);
    }
}
