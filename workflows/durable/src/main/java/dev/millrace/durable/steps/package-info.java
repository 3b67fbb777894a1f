/**
 * The children of a ticket's workflow. Each is an orchestration with one sealed outcome; what went wrong is a value. A
 * child that fails by a fault of its own does not take its parent along.
 */
@NullMarked
package dev.millrace.durable.steps;

import org.jspecify.annotations.NullMarked;
