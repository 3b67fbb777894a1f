/** What operators see of the ledger, over HTTP under {@code /costs}: reports, budgets, exports, corrections. */
@NullMarked
package dev.millrace.costwrite.api;

import org.jspecify.annotations.NullMarked;
