/** A branch with a commit and its draft pull request; which edits may be committed. */
@NullMarked
package dev.millrace.prwriter.draft;

import org.jspecify.annotations.NullMarked;
