/** What clients of GitLab see. */
@NullMarked
package dev.millrace.forge.gitlab;

import org.jspecify.annotations.NullMarked;
