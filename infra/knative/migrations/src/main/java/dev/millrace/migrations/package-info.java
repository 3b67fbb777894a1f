/**
 * Prepares the database of a cluster: for each function a schema, a role that owns it and a role that runs, and the
 * Flyway scripts of its room. What the local runtime does for a laptop, without a superuser and for passwords that
 * others chose. Repeating it changes nothing.
 */
@NullMarked
package dev.millrace.migrations;

import org.jspecify.annotations.NullMarked;
