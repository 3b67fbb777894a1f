package dev.millrace.runtime.broker.dispatch;

import java.time.Duration;

/**
 * Bounds of delivery.
 *
 * @param eventBytes largest reply event
 * @param windowEvents deliveries that each lane holds in memory
 * @param windowBytes payload that each lane holds in memory, give or take one page
 * @param page most deliveries read from the table at once
 * @param sinkConcurrency dead letters of one Trigger under way at once
 * @param longestReplyChain replies to replies before the broker takes them for a circle
 * @param longestRetryAfter how far a Retry-After is followed
 * @param longestWaitForSink cap of the dead letters' backoff
 */
public record LaneLimits(
        int eventBytes,
        int windowEvents,
        long windowBytes,
        int page,
        int sinkConcurrency,
        int longestReplyChain,
        Duration longestRetryAfter,
        Duration longestWaitForSink) {}
