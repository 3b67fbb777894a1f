/**
 * Accepts what code hosts and others post: {@link dev.millrace.hookvalidation.HookDoor} lets known senders in, {@code
 * HookMeaning} says what a hook means, and {@code HookIntake} makes one event of it.
 */
@NullMarked
package dev.millrace.hookvalidation;

import org.jspecify.annotations.NullMarked;
