/** Issues, their comments and labels. */
@NullMarked
package dev.millrace.forge.github.issue;

import org.jspecify.annotations.NullMarked;
