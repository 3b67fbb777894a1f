/** The store on PostgreSQL: blocking JDBC, many instances' transitions in one transaction, fenced by the host's row. */
@NullMarked
package dev.millrace.engine.postgres;

import org.jspecify.annotations.NullMarked;
