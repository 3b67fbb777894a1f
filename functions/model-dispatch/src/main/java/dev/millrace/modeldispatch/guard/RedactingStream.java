package dev.millrace.modeldispatch.guard;

import java.util.List;

/**
 * Redacts a text that comes in parts as if it had come whole. What may go on is held back, up to a bound; a private key
 * is replaced at its first line, and dropped from there to its last.
 */
final class RedactingStream implements TextEdit.Stream {

    private static final int LONGEST = 8192;

    private final Redaction redaction;

    /** Some of what was shown, then what is held back; of a key that is dropped, its end. */
    private String text = "";

    /** Where in the text what is held back begins. */
    private int shown;

    private boolean dropping;

    RedactingStream(Redaction redaction) {
        this.redaction = redaction;
    }

    @Override
    public String next(String delta) {
        text += delta;
        if (delta.isEmpty()) {
            return "";
        }
        return dropping ? drop() : release();
    }

    @Override
    public String end() {
        var last = new StringBuilder();
        if (!dropping) {
            show(redaction.find().apply(text), text.length(), last);
        }
        text = "";
        shown = 0;
        dropping = false;
        return last.toString();
    }

    @Override
    public String whole(String all) {
        text += all;
        return end();
    }

    private String release() {
        List<Span> spans = redaction.find().apply(text);
        var release = new StringBuilder();
        if (!spans.isEmpty() && isUnfinishedKey(spans.getLast())) {
            int key = Math.max(shown, spans.getLast().start());
            show(spans, key, release);
            release.append(redaction.replacement().apply(PrivateKeys.KIND));
            text = text.substring(key);
            dropping = true;
            return release + drop();
        }
        int end = text.length() - shown > LONGEST ? text.length() : open(spans);
        show(spans, end, release);
        forget(end, spans);
        return release.toString();
    }

    private boolean isUnfinishedKey(Span span) {
        return span.kind().equals(PrivateKeys.KIND) && PrivateKeys.end(text, span.start()) < 0;
    }

    /** What is found whole, but lies behind it, waits as well. */
    private int open(List<Span> spans) {
        int open = Math.max(shown, redaction.open().applyAsInt(text));
        for (Span span : spans) {
            if (span.start() < open && span.end() > open) {
                return Math.max(shown, span.start());
            }
        }
        return open;
    }

    private void show(List<Span> spans, int end, StringBuilder release) {
        int from = shown;
        for (Span span : spans) {
            if (span.end() > from && span.start() < end) {
                release.append(text, from, Math.max(from, span.start()));
                release.append(redaction.replacement().apply(span.kind()));
                from = span.end();
            }
        }
        release.append(text, Math.min(from, end), end);
    }

    /** Keeps the context, from the beginning of a word. Nothing depends on another line, or on what is before a key. */
    private void forget(int end, List<Span> spans) {
        int keep = Math.max(end - redaction.context(), text.lastIndexOf('\n', end - 1) + 1);
        while (keep > 0 && keep < end && text.charAt(keep - 1) > ' ') {
            keep++;
        }
        for (Span span : spans) {
            if (span.kind().equals(PrivateKeys.KIND) && span.end() <= end) {
                keep = Math.max(keep, span.end());
            }
        }
        text = text.substring(keep);
        shown = end - keep;
    }

    private String drop() {
        int end = PrivateKeys.end(text, 0);
        if (end < 0) {
            int foot = text.indexOf(PrivateKeys.FOOT);
            text = foot < 0 ? tail(PrivateKeys.FOOT.length() - 1) : PrivateKeys.FOOT + tailBehind(foot);
            return "";
        }
        text = text.substring(end);
        shown = 0;
        dropping = false;
        return release();
    }

    private String tail(int length) {
        return text.substring(Math.max(0, text.length() - length));
    }

    /** Four dashes may become five. */
    private String tailBehind(int foot) {
        return text.substring(Math.max(foot + PrivateKeys.FOOT.length(), text.length() - 4));
    }
}
