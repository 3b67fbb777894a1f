/** Orchestrators as nobody should write them. */
@NullMarked
package dev.millrace.durable.determinism.bad;

import org.jspecify.annotations.NullMarked;
