/** What people are told, in their language, as plain text: each channel escapes all of it in its own way. */
@NullMarked
package dev.millrace.notification.message;

import org.jspecify.annotations.NullMarked;
