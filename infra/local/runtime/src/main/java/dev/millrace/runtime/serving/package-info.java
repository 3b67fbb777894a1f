/** Knative Serving on one machine: processes that start on the first request and stop when idle. */
@NullMarked
package dev.millrace.runtime.serving;

import org.jspecify.annotations.NullMarked;
