/** Contents, Git data, commits, statuses and check runs. */
@NullMarked
package dev.millrace.forge.github.git;

import org.jspecify.annotations.NullMarked;
