/** Limits of requests, tokens and concurrency, in the memory of each replica. */
@NullMarked
package dev.millrace.modeldispatch.admission.limit;

import org.jspecify.annotations.NullMarked;
