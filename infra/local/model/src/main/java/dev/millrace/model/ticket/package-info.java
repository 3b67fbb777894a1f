/** Reads instructions out of a ticket and answers with the plan and the edits that they literally ask for. */
@NullMarked
package dev.millrace.model.ticket;

import org.jspecify.annotations.NullMarked;
