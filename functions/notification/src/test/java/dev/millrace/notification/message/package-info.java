@NullMarked
package dev.millrace.notification.message;

import org.jspecify.annotations.NullMarked;
