/** The house as a whole. */
@NullMarked
package dev.millrace.journey;

import org.jspecify.annotations.NullMarked;
