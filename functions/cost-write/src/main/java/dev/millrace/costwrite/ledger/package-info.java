/**
 * The ledger: entries whose postings add up to nothing, sums of them per day, ticket, key and lease, and what is booked
 * for which event.
 */
@NullMarked
package dev.millrace.costwrite.ledger;

import org.jspecify.annotations.NullMarked;
