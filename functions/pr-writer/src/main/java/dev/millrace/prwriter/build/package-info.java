/** Builds of a pull request's branch. */
@NullMarked
package dev.millrace.prwriter.build;

import org.jspecify.annotations.NullMarked;
