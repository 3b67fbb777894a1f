/** Books what was used, once, in a ledger that adds up, and says when a budget runs out. */
@NullMarked
package dev.millrace.costwrite;

import org.jspecify.annotations.NullMarked;
