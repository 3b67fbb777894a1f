package dev.millrace.runtime.broker.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt, ended.
 *
 * @param took from the seat to the end of the answer
 */
record Attempt(Answer answer, Instant at, Duration took) {}
