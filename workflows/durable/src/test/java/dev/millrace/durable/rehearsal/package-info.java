/**
 * Runs orchestrations in memory, through the SDK's own runner, on a clock that jumps: a small engine that records
 * histories, and functions that answer by script.
 */
@NullMarked
package dev.millrace.durable.rehearsal;

import org.jspecify.annotations.NullMarked;
