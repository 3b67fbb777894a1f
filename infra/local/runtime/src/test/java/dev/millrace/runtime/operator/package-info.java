/** What operators see. */
@NullMarked
package dev.millrace.runtime.operator;

import org.jspecify.annotations.NullMarked;
