/** Reading a ticket with the files that its change needs, and writing on it. */
@NullMarked
package dev.millrace.prwriter.ticket;

import org.jspecify.annotations.NullMarked;
