/** Merge requests, their approvals and discussions. */
@NullMarked
package dev.millrace.forge.gitlab.merge;

import org.jspecify.annotations.NullMarked;
