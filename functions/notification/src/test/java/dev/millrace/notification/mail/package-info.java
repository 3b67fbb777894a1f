@NullMarked
package dev.millrace.notification.mail;

import org.jspecify.annotations.NullMarked;
