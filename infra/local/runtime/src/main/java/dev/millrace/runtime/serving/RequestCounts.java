package dev.millrace.runtime.serving;

import java.time.Duration;

/**
 * The requests of one service since the runtime started.
 *
 * @param begun all that were sent to an instance
 * @param failed of these, answered as an error or not at all
 * @param cold of these, such as waited for their instance to start
 * @param busy together, from when each was sent to its end
 * @param p50 from when a request was sent to its end, zero before the first one
 * @param p99 likewise
 */
public record RequestCounts(long begun, long failed, long cold, Duration busy, Duration p50, Duration p99) {}
