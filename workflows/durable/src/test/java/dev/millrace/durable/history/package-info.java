@NullMarked
package dev.millrace.durable.history;

import org.jspecify.annotations.NullMarked;
