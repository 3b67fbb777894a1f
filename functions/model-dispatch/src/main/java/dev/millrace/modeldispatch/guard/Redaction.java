package dev.millrace.modeldispatch.guard;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Takes out of answers what should not be in them, for good.
 *
 * @param find what should not be in a whole text, in order, none overlapping another
 * @param open from where on more text may change what is found; the text's length for nowhere
 * @param context most characters of a line before a place that what is found there may depend on
 * @param replacement for a kind
 */
record Redaction(
        Function<String, List<Span>> find, ToIntFunction<String> open, int context, UnaryOperator<String> replacement)
        implements TextEdit {

    /** A name that a value is assigned to, what stands between, and values before. */
    private static final int ASSIGNMENTS = 1024;

    static Redaction ofSecrets(String replacement) {
        return new Redaction(Secrets::find, OpenSecrets::from, ASSIGNMENTS, kind -> replacement);
    }

    static Redaction of(PersonalData data) {
        return new Redaction(data::find, data::openFrom, 0, kind -> "[" + kind.toUpperCase(Locale.ROOT) + "_REMOVED]");
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Stream stream() {
        return new RedactingStream(this);
    }

    @Override
    public Stream arguments() {
        return new JsonStringsStream(this);
    }
}
