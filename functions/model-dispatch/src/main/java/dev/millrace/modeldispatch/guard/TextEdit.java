package dev.millrace.modeldispatch.guard;

/** Puts back what was replaced by tokens. */
public interface Restorer {

    Restorer NOTHING = new Restorer() {
        @Override
        public boolean isNeeded() {
            return false;
        }

        @Override
        public String restore(String text) {
            return text;
        }

        @Override
        public Stream stream() {
            return new Stream() {
                @Override
                public String next(String delta) {
                    return delta;
                }

                @Override
                public String end() {
                    return "";
                }
            };
        }
    };

    /** False when an answer can pass untouched. */
    boolean isNeeded();

    /** A whole text. */
    String restore(String text);

    /** For one text that comes in parts, such as the content of one choice, or the arguments of one tool call. */
    Stream stream();

    /** Holds back only what may be the beginning of a token. For one thread. */
    interface Stream {

        /** What may be shown after the next part; possibly empty. */
        String next(String delta);

        /** What was held back when the text ends. */
        String end();
    }
}
