package dev.millrace.deadletter;

import java.time.Instant;
import java.util.List;

/** What became of a dead letter. Only a stored one can be settled; a replayed one is stored again when it dies again. */
public sealed interface State {

    /** The names of all states. */
    List<String> WORDS = List.of(Stored.WORD, Replayed.WORD, Dropped.WORD);

    /** The name in the database and the API. */
    String word();

    /** Waits for a person. */
    record Stored() implements State {
        static final String WORD = "stored";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** Went to the broker once more. */
    record Replayed(Instant at, String by) implements State {
        static final String WORD = "replayed";

        @Override
        public String word() {
            return WORD;
        }
    }

    /** Was given up. */
    record Dropped(Instant at, String by, String reason) implements State {
        static final String WORD = "dropped";

        @Override
        public String word() {
            return WORD;
        }
    }
}
