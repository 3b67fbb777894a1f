/** Brings letters to their targets and remembers which of them took it, so that nobody is told twice. */
@NullMarked
package dev.millrace.notification.delivery;

import org.jspecify.annotations.NullMarked;
