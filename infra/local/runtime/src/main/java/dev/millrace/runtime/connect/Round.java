package dev.millrace.runtime.connect;

import java.time.Duration;

/** What a look at a project came to. */
sealed interface Round {

    /** It was the first one; from now on everything is brought. */
    record Begun() implements Round {}

    /**
     * The platform took all of it, and the place is stored.
     *
     * @param more whether to ask again at once
     */
    record Brought(int posts, boolean more) implements Round {}

    /** The host wants us to wait. */
    record Limited(String sentence, Duration pause) implements Round {}

    /** Nothing was stored, so the same comes again. */
    record Failed(Cause cause, String sentence) implements Round {

        /** Whether it is about one project, and others may do better. */
        boolean isOfProject() {
            return cause == Cause.HOST || cause == Cause.REFUSAL;
        }
    }

    /** What kept something from being brought. */
    enum Cause {
        /** The host failed or was not reached. */
        HOST,
        /** The host refuses; that seldom passes by itself. */
        REFUSAL,
        /** The platform does not take what it is given. */
        DOOR,
        /** No platform runs. */
        NO_PLATFORM
    }
}
