/**
 * Accepts what code hosts and others post. {@link dev.millrace.hookvalidation.HookDoor} authenticates and publishes it
 * as it came; {@link dev.millrace.hookvalidation.HookValidationFunction} then says what it means.
 */
@NullMarked
package dev.millrace.hookvalidation;

import org.jspecify.annotations.NullMarked;
