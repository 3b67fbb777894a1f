package dev.millrace.engine.store;

import java.util.List;

/** What became of one {@link Write}. */
public sealed interface Written {

    /** Took effect, and there is no more to say. */
    record Done() implements Written {}

    record Created() implements Written {}

    record AlreadyRunning() implements Written {}

    record SeenBefore() implements Written {}

    /** The deduplication key came before. */
    record Repeated() implements Written {}

    /** The message is in the inbox. */
    record Accepted(long seq) implements Written {}

    /**
     * A step is in the history.
     *
     * @param posted messages that it put into inboxes
     * @param made children that it made
     */
    record Advanced(List<Journal.Arrival> posted, List<Write.Start> made) implements Written {

        public Advanced {
            posted = List.copyOf(posted);
            made = List.copyOf(made);
        }

        /** The messages that an instance got, in their order. */
        public List<Message> postedTo(String instanceId) {
            return posted.stream()
                    .filter(arrival -> arrival.instanceId().equals(instanceId))
                    .map(Journal.Arrival::message)
                    .toList();
        }
    }

    record Unknown() implements Written {}

    record Ended() implements Written {}

    /** So many instances or records are gone. */
    record Removed(int count) implements Written {}
}
