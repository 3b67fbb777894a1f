/** The story of one ticket, from its hook to its changelog: who was caused by whom, how long it took, what it cost. */
@NullMarked
package dev.millrace.runtime.trace;

import org.jspecify.annotations.NullMarked;
