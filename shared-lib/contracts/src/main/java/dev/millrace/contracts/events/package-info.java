/**
 * The events, one sealed interface per topic. Commands are imperative and name their one handler; facts are in the past
 * tense and have any number of readers.
 */
@NullMarked
package dev.millrace.contracts.events;

import org.jspecify.annotations.NullMarked;
