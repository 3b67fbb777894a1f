/**
 * The log in PostgreSQL: an append-only Merkle tree (RFC 6962) over the events' metadata. Events that arrive together
 * are appended together, in one transaction; the tree is signed with it, under load once a second.
 */
@NullMarked
package dev.millrace.audit.log;

import org.jspecify.annotations.NullMarked;
