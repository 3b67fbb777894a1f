/** Merkle log. */
@NullMarked
package dev.millrace.transparency;

import org.jspecify.annotations.NullMarked;
