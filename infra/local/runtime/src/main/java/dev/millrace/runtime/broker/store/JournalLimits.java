package dev.millrace.runtime.broker.store;

import java.time.Duration;

/**
 * Bounds of the journal.
 *
 * @param events that may wait to be stored
 * @param bytes that may wait to be stored
 * @param batch most entries of one transaction
 * @param probe how often to look whether a failed store is back
 */
public record JournalLimits(int events, long bytes, int batch, Duration probe) {}
