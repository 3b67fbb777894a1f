/** Who may call, how often, and on whose money: keys, rate limits, leases of budgets. */
@NullMarked
package dev.millrace.modeldispatch.admission;

import org.jspecify.annotations.NullMarked;
