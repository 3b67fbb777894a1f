/** How much a call can use, did use, and what that costs. */
@NullMarked
package dev.millrace.modeldispatch.tokens;

import org.jspecify.annotations.NullMarked;
