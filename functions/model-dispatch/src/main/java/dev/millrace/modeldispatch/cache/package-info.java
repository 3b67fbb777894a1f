/** Answers that are kept for the same request of the same tenant. */
@NullMarked
package dev.millrace.modeldispatch.cache;

import org.jspecify.annotations.NullMarked;
