package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds secrets by the forms that their issuers document, and random values that are assigned to what is called a
 * password or key. Each form is looked for by a literal piece of it, and only around that piece in detail.
 */
final class Secrets {

    private static final String END = "-----";

    private Secrets() {}

    /** In the order of the text, none overlapping another. */
    static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>(0);
        SecretForm.ALL.forEach(form -> form.find(text, spans));
        findPrivateKeys(text, spans);
        Assignments.find(text, spans);
        return Span.apart(spans);
    }

    /** From the first to the last line; to the end of the text when the last is missing. */
    private static void findPrivateKeys(String text, List<Span> spans) {
        int begin = text.indexOf("-----BEGIN ");
        while (begin >= 0) {
            int head = text.indexOf(END, begin + 11);
            if (head < 0) {
                return;
            }
            int end = head + END.length();
            if (head - begin < 60 && text.substring(begin, head).contains("PRIVATE KEY")) {
                int foot = text.indexOf("-----END ", end);
                int last = foot < 0 ? -1 : text.indexOf(END, foot + 9);
                end = last < 0 ? text.length() : last + END.length();
                spans.add(new Span(begin, end, "private-key"));
                begin = text.indexOf("-----BEGIN ", end);
            } else {
                begin = text.indexOf("-----BEGIN ", begin + 11);
            }
        }
    }
}
