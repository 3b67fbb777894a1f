/** What the ledger's sums say: costs by what they were for, of merged pull requests, of leases. Read-only. */
@NullMarked
package dev.millrace.costwrite.report;

import org.jspecify.annotations.NullMarked;
