/** Tells people: by mail, in Teams and Slack, or through a signed webhook; at once, or when they are no longer left in peace. */
@NullMarked
package dev.millrace.notification;

import org.jspecify.annotations.NullMarked;
