/** The end of a pull request: merged exactly as it was approved, or given up. */
@NullMarked
package dev.millrace.prwriter.merge;

import org.jspecify.annotations.NullMarked;
