package dev.millrace.runtime.broker.store;

import dev.millrace.runtime.broker.event.Event;
import java.util.List;

/** An event, not stored yet, with the names of the Triggers that want it. */
public record Routed(Event event, List<String> triggers) {}
