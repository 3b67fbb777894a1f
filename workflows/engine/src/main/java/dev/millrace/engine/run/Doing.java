package dev.millrace.engine.run;

import dev.millrace.engine.history.Episode;

/** What goes on with an instance right now. */
sealed interface Doing {

    record Nothing() implements Doing {}

    /**
     * A worker has the episode.
     *
     * @param question tells this asking from earlier ones, whose answers may still come
     */
    record Asking(long question, Episode episode) implements Doing {}

    /** The writer has a step. */
    record Writing() implements Doing {}
}
