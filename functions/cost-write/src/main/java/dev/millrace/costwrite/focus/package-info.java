/** The ledger in the words of FOCUS, the FinOps Open Cost and Usage Specification, version 1.2. */
@NullMarked
package dev.millrace.costwrite.focus;

import org.jspecify.annotations.NullMarked;
