/** After a merge, keeps changelog, release notes, decision records and the README's sections true, as one pull request. */
@NullMarked
package dev.millrace.docsupdate;

import org.jspecify.annotations.NullMarked;
