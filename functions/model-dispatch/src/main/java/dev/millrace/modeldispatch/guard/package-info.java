/** What must not leave in a request or come back in an answer: personal data, secrets, injections, forbidden tools. */
@NullMarked
package dev.millrace.modeldispatch.guard;

import org.jspecify.annotations.NullMarked;
