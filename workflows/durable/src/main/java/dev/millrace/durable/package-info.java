/**
 * From ticket to merged pull request, as orchestrations of the Durable Task SDK. {@link
 * dev.millrace.durable.TicketToPullRequest} is the story, {@code steps} are its children, {@code functions} is their only
 * way to the functions, {@code activities} prepare and read what models are asked. {@link
 * dev.millrace.durable.Workflows} hands all of it to whatever runs it.
 */
@NullMarked
package dev.millrace.durable;

import org.jspecify.annotations.NullMarked;
