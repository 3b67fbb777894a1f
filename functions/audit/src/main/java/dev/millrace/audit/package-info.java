/**
 * Keeps every event but usage for good: {@link dev.millrace.audit.AuditFunction} takes the events, {@code log} appends
 * them to a Merkle log in PostgreSQL, {@code api} shows operators entries, checkpoints, proofs and exports.
 */
@NullMarked
package dev.millrace.audit;

import org.jspecify.annotations.NullMarked;
