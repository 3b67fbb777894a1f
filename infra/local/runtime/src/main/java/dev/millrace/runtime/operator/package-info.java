/** What operators may ask the running house: its status and its events. On the inner port only, with their token. */
@NullMarked
package dev.millrace.runtime.operator;

import org.jspecify.annotations.NullMarked;
