package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds secrets by the forms that their issuers document, and random values that are assigned to what is called a
 * password or key. Each form is looked for by a literal piece of it, and only around that piece in detail.
 */
final class Secrets {

    private Secrets() {}

    /** In the order of the text, none overlapping another. What is before a private key does not go on behind it. */
    static List<Span> find(String text) {
        List<Span> keys = PrivateKeys.find(text);
        if (keys.isEmpty()) {
            return words(text);
        }
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (Span key : keys) {
            addWords(text, from, key.start(), spans);
            spans.add(key);
            from = key.end();
        }
        addWords(text, from, text.length(), spans);
        return spans;
    }

    private static void addWords(String text, int from, int to, List<Span> spans) {
        for (Span span : words(text.substring(from, to))) {
            spans.add(new Span(from + span.start(), from + span.end(), span.kind()));
        }
    }

    private static List<Span> words(String text) {
        List<Span> spans = new ArrayList<>(0);
        SecretForm.ALL.forEach(form -> form.find(text, spans));
        Assignments.find(text, spans);
        return Span.apart(spans);
    }
}
