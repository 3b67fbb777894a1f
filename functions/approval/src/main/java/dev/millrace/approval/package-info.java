/**
 * The human gate. {@link dev.millrace.approval.ApprovalFunction} opens a question to people, reminds and asks further
 * ones, counts what they say, and tells the decision once. What people do at its doors comes back as events, so that
 * every decision falls under the lock of its question.
 */
@NullMarked
package dev.millrace.approval;

import org.jspecify.annotations.NullMarked;
