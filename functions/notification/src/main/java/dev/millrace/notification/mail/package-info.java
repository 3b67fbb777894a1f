/** Mail over SMTP (RFC 5321), as text and HTML. */
@NullMarked
package dev.millrace.notification.mail;

import org.jspecify.annotations.NullMarked;
