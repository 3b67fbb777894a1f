/** Traces that follow an event through every room, and logs that machines can read. */
@NullMarked
package dev.millrace.platform.telemetry;

import org.jspecify.annotations.NullMarked;
