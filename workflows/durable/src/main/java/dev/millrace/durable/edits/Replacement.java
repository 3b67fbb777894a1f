package dev.millrace.durable.edits;

/** What came of replacing a text that must occur exactly once. */
sealed interface Replacement {

    record Done(String text) implements Replacement {}

    record NotFound() implements Replacement {}

    record Ambiguous() implements Replacement {}

    /** In a file with CRLF line ends, search and text with bare LF mean CRLF: models drop the CR. */
    static Replacement of(String file, String search, String text) {
        Replacement exact = exact(file, search, text);
        if (!(exact instanceof NotFound) || !file.contains("\r\n")) {
            return exact;
        }
        return exact(file, windows(search), windows(text));
    }

    private static Replacement exact(String file, String search, String text) {
        int at = file.indexOf(search);
        if (at < 0) {
            return new NotFound();
        }
        if (file.indexOf(search, at + 1) >= 0) {
            return new Ambiguous();
        }
        return new Done(file.substring(0, at) + text + file.substring(at + search.length()));
    }

    private static String windows(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }
}
