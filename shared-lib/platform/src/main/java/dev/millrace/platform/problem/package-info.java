/**
 * Errors as RFC 9457 problem details: a stable code, a sentence that says what to do, and no internals. The status also
 * steers the broker, so bad input is never a 500.
 */
@NullMarked
package dev.millrace.platform.problem;

import org.jspecify.annotations.NullMarked;
