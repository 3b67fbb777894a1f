/** A forge to test with, and what all vendors share. */
@NullMarked
package dev.millrace.forge;

import org.jspecify.annotations.NullMarked;
