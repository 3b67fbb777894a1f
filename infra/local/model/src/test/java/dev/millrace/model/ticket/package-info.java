@NullMarked
package dev.millrace.model.ticket;

import org.jspecify.annotations.NullMarked;
