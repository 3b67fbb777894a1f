/** Measures the platform as its users meet it: as processes of their own, over HTTP, with fsync on. */
@NullMarked
package dev.millrace.runtime.bench;

import org.jspecify.annotations.NullMarked;
