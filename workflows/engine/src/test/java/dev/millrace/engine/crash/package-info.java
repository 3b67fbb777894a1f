/** Engines and servers that are killed in the middle of everything. */
@NullMarked
package dev.millrace.engine.crash;

import org.jspecify.annotations.NullMarked;
