@NullMarked
package dev.millrace.notification.hook;

import org.jspecify.annotations.NullMarked;
