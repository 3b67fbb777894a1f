/** Files, commits, branches and statuses. */
@NullMarked
package dev.millrace.forge.gitlab.git;

import org.jspecify.annotations.NullMarked;
