/**
 * An orchestration's only way to the functions: it publishes a command under an id of its own and waits, for a bounded
 * time, for the events {@code <id>/<stage>} that {@link dev.millrace.durable.functions.Stages} names. Silence and a dead
 * letter mean that nobody knows what happened, never that nothing did.
 */
@NullMarked
package dev.millrace.durable.functions;

import org.jspecify.annotations.NullMarked;
