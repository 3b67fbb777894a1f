package dev.millrace.runtime.broker.store;

import java.util.List;

/** Hears from the {@link Journal}, on its thread and in the order of the commits. Must return at once. */
public interface JournalWatch {

    /**
     * Everything in these lists is durable.
     *
     * @param superseded outcomes of deliveries that an earlier commit, thought to have failed, had settled already
     */
    void committed(List<Arrival> arrivals, List<Settlement> settlements, List<Settlement> superseded);

    /** The store cannot be written. */
    void paused(String reason);

    /** The store can be written again. What was in doubt when it failed is in the survey. */
    void resumed(Survey survey);
}
