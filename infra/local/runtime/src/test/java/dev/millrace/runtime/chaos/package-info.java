/** Chaos that repeats itself. */
@NullMarked
package dev.millrace.runtime.chaos;

import org.jspecify.annotations.NullMarked;
