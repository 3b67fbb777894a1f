/**
 * What models are asked, and how their answers are taken out of OpenAI's Chat Completions API. Ticket, files and logs are
 * other people's words: they stand in fences that they cannot close. Pure code.
 */
@NullMarked
package dev.millrace.durable.prompt;

import org.jspecify.annotations.NullMarked;
