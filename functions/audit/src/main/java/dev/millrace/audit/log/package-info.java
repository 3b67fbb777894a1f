/**
 * The log in PostgreSQL: an append-only Merkle tree (RFC 6962) over the events' metadata. Events that arrive together
 * are appended together, in one transaction that also signs the new checkpoint.
 */
@NullMarked
package dev.millrace.audit.log;

import org.jspecify.annotations.NullMarked;
