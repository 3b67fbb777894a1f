/**
 * The questions for operators, consoles and bots: lists, one question with everything that people did, and the door
 * through which an operator decides in somebody's name. The door changes nothing; its wish comes back as an event.
 */
@NullMarked
package dev.millrace.approval.api;

import org.jspecify.annotations.NullMarked;
