/** Issues, and notes on issues and merge requests. */
@NullMarked
package dev.millrace.forge.gitlab.issue;

import org.jspecify.annotations.NullMarked;
