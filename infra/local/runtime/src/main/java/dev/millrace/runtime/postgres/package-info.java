/**
 * The PostgreSQL server of a data directory, with the durability of a production server, and what lies in it: one
 * schema with two roles for each function, migrated before the function first runs.
 */
@NullMarked
package dev.millrace.runtime.postgres;

import org.jspecify.annotations.NullMarked;
