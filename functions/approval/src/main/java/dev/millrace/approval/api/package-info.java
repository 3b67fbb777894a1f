/**
 * The questions for operators, consoles and bots: lists, one question with everything that people did, and the doors
 * through which an operator acts in somebody's name. The doors change nothing; their wishes come back as events.
 */
@NullMarked
package dev.millrace.approval.api;

import org.jspecify.annotations.NullMarked;
