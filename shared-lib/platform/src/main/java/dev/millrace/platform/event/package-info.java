/**
 * Events in and out: the guard before Funqy, the codec, the entrance that every function goes through, and the sink to
 * the broker.
 */
@NullMarked
package dev.millrace.platform.event;

import org.jspecify.annotations.NullMarked;
