/** The model as GitHub's REST and GraphQL interfaces show it. {@link dev.millrace.forge.github.GithubFace} names who answers which path. */
@NullMarked
package dev.millrace.forge.github;

import org.jspecify.annotations.NullMarked;
