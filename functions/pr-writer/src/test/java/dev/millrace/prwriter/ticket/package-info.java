@NullMarked
package dev.millrace.prwriter.ticket;

import org.jspecify.annotations.NullMarked;
