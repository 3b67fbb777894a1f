/** How platform and code host are reached from outside: as an operator with a token, and as people with an account. */
@NullMarked
package dev.millrace.runtime.journey.access;

import org.jspecify.annotations.NullMarked;
