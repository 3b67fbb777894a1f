/**
 * Bare Git repositories on the disk and what can be done to them without a work tree: read, compare, commit edits, merge,
 * move branches. Knows nothing of projects, tickets and pull requests.
 */
@NullMarked
package dev.millrace.forge.git;

import org.jspecify.annotations.NullMarked;
