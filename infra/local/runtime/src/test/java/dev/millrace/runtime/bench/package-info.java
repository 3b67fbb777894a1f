@NullMarked
package dev.millrace.runtime.bench;

import org.jspecify.annotations.NullMarked;
