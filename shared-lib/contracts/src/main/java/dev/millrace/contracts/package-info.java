/**
 * The vocabulary that every room shares: the event envelope, ids and digests, and the {@link
 * dev.millrace.contracts.Catalogue} of all event types. Records only; they validate themselves and know no transport.
 */
@NullMarked
package dev.millrace.contracts;

import org.jspecify.annotations.NullMarked;
