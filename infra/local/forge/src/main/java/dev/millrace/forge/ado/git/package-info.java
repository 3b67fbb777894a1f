/** Azure Repos: repositories, refs, items, commits, pushes. */
@NullMarked
package dev.millrace.forge.ado.git;

import org.jspecify.annotations.NullMarked;
