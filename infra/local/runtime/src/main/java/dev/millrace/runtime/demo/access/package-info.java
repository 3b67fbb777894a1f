/** How the demo reaches platform and code host: as an operator with a token, and as people with an account. */
@NullMarked
package dev.millrace.runtime.demo.access;

import org.jspecify.annotations.NullMarked;
