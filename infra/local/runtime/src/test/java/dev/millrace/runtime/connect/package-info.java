@NullMarked
package dev.millrace.runtime.connect;

import org.jspecify.annotations.NullMarked;
