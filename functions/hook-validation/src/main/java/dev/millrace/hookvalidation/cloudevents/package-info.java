/** CloudEvents that others post, in binary and structured mode. */
@NullMarked
package dev.millrace.hookvalidation.cloudevents;

import org.jspecify.annotations.NullMarked;
