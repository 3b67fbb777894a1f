/** What a measurement found: figures with their spread, what was promised of them, and the table that people read. */
@NullMarked
package dev.millrace.runtime.bench.figure;

import org.jspecify.annotations.NullMarked;
