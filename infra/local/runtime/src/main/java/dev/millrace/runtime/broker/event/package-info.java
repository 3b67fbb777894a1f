/** CloudEvents as the broker holds them, and their way in and out of HTTP messages and the database. */
@NullMarked
package dev.millrace.runtime.broker.event;

import org.jspecify.annotations.NullMarked;
