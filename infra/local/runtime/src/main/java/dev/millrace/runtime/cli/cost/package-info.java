/** {@code millrace cost}: what was spent, how budgets stand, and whether the books agree. */
@NullMarked
package dev.millrace.runtime.cli.cost;

import org.jspecify.annotations.NullMarked;
