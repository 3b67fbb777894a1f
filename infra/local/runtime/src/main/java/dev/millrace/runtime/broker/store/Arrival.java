package dev.millrace.runtime.broker.store;

import java.util.List;

/** A newly stored event and the Triggers that want it. */
public record Arrival(StoredEvent stored, List<String> triggers) {}
