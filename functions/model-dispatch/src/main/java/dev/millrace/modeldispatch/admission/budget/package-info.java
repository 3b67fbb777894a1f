/**
 * Budgets that cannot be overspent: replicas lease chunks of them from PostgreSQL, spend them in memory, and tell the
 * ledger what they were spent on.
 */
@NullMarked
package dev.millrace.modeldispatch.admission.budget;

import org.jspecify.annotations.NullMarked;
