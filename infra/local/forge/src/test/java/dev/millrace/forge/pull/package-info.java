/** Merging, whichever face asks for it. */
@NullMarked
package dev.millrace.forge.pull;

import org.jspecify.annotations.NullMarked;
