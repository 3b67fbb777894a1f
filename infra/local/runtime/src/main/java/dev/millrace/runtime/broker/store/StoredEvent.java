package dev.millrace.runtime.broker.store;

import dev.millrace.runtime.broker.event.Event;
import java.time.Instant;

/** An event that is on disk. Sequences follow the order of the commits. */
public record StoredEvent(long sequence, Instant acceptedAt, Event event) {}
