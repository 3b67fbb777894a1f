/** Measurements, run by hand. */
@NullMarked
package dev.millrace.engine.bench;

import org.jspecify.annotations.NullMarked;
