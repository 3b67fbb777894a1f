/** Work items, which GitHub and GitLab call issues: fields, revisions, links and the query language. */
@NullMarked
package dev.millrace.forge.ticket;

import org.jspecify.annotations.NullMarked;
