@NullMarked
package dev.millrace.runtime.bench.figure;

import org.jspecify.annotations.NullMarked;
