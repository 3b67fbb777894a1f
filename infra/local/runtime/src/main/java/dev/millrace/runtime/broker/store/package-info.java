/**
 * The broker's memory in PostgreSQL: one thread commits everything that happens in groups, readers page the backlog
 * back in.
 */
@NullMarked
package dev.millrace.runtime.broker.store;

import org.jspecify.annotations.NullMarked;
