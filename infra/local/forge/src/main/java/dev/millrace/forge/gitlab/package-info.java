/** The model as GitLab's REST interface shows it. {@link dev.millrace.forge.gitlab.GitlabFace} names who answers which path. */
@NullMarked
package dev.millrace.forge.gitlab;

import org.jspecify.annotations.NullMarked;
