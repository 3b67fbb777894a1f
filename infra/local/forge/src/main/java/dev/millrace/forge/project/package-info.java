/** Projects and the repositories in them. */
@NullMarked
package dev.millrace.forge.project;

import org.jspecify.annotations.NullMarked;
