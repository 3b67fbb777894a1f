/** Holds everything that a cluster applies against the models of its API, and against each other. */
@NullMarked
package dev.millrace.runtime.cluster;

import org.jspecify.annotations.NullMarked;
