/**
 * The dead letters for operators: lists, one letter, and the doors through which a person has one delivered again or
 * gives it up. A door changes nothing; it publishes the request, which comes back to the function as an event.
 */
@NullMarked
package dev.millrace.deadletter.http;

import org.jspecify.annotations.NullMarked;
