/** Reads the bytecode of orchestrators for what would make a replay differ from the run that it repeats. */
@NullMarked
package dev.millrace.durable.determinism;

import org.jspecify.annotations.NullMarked;
