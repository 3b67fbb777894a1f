/**
 * Keeps events that could not be delivered. {@link dev.millrace.deadletter.DeadLetterFunction} stores each one, tells
 * the workflow when it was a command that its handler did not take, and delivers it again when an operator says so.
 */
@NullMarked
package dev.millrace.deadletter;

import org.jspecify.annotations.NullMarked;
