/**
 * Histories with what the orchestrator did at each of its turns: replayed by tests, so that changed code cannot break
 * instances that are running; written as text; recorded from the events that an engine keeps.
 */
@NullMarked
package dev.millrace.durable.history;

import org.jspecify.annotations.NullMarked;
