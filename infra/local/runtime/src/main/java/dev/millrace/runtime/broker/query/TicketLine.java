package dev.millrace.runtime.broker.query;

import java.time.Instant;

/**
 * A ticket that the log knows.
 *
 * @param ticket the correlation, {@code host/project/id}
 * @param events that name it
 */
public record TicketLine(String tenant, String ticket, Instant first, Instant last, long events) {}
