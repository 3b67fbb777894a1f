/** Breaks the platform on purpose, and counts afterwards what it promised. */
@NullMarked
package dev.millrace.runtime.chaos;

import org.jspecify.annotations.NullMarked;
