/**
 * PostgreSQL for functions: every transaction names its tenant first, so that row-level security shows its rows and no
 * others.
 */
@NullMarked
package dev.millrace.platform.database;

import org.jspecify.annotations.NullMarked;
