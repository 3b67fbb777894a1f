/** How this room's records become JSON: one mapper for events, inputs, outputs and documents. */
@NullMarked
package dev.millrace.durable.wire;

import org.jspecify.annotations.NullMarked;
