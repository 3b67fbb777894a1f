package dev.millrace.modeldispatch.guard;

/** What is changed in the texts of an answer: things are taken out, or put back. Thread-safe, but for its streams. */
public interface TextEdit {

    TextEdit NOTHING = new TextEdit() {
        @Override
        public boolean isNeeded() {
            return false;
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

    /** For one text that comes in parts, such as the content of one choice. */
    Stream stream();

    /** For the arguments of one tool call that come in parts: JSON, which they stay. */
    default Stream arguments() {
        return stream();
    }

    /** A whole text. */
    default String apply(String text) {
        return stream().whole(text);
    }

    /** This one, then another on what it leaves. */
    default TextEdit then(TextEdit next) {
        if (!isNeeded() || !next.isNeeded()) {
            return isNeeded() ? this : next;
        }
        TextEdit first = this;
        return new TextEdit() {
            @Override
            public boolean isNeeded() {
                return true;
            }

            @Override
            public Stream stream() {
                return first.stream().then(next.stream());
            }

            @Override
            public Stream arguments() {
                return first.arguments().then(next.arguments());
            }
        };
    }

    /** Holds back only what the next part may change. For one thread. */
    interface Stream {

        /** What may be shown after the next part; possibly empty. */
        String next(String delta);

        /** What was held back when the text ends. */
        String end();

        /** A text that comes in one part. */
        default String whole(String text) {
            return next(text) + end();
        }

        /** Another one is given what this one shows. */
        default Stream then(Stream other) {
            Stream first = this;
            return new Stream() {
                @Override
                public String next(String delta) {
                    return other.next(first.next(delta));
                }

                @Override
                public String end() {
                    return other.next(first.end()) + other.end();
                }
            };
        }
    }
}
