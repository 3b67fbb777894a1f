/** Workflow instances over HTTP, for operators. */
@NullMarked
package dev.millrace.host.api;

import org.jspecify.annotations.NullMarked;
