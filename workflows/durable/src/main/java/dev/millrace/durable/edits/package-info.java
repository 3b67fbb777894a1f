/**
 * What a model wants changed, read with suspicion. Its answer is one JSON object, {@code {"edits": [...]}}, of the form
 * that {@link dev.millrace.durable.edits.AnswerFormat} tells it; prose and fences around it do not matter. The edits are
 * applied to the files that the model was shown, and what differs afterwards is the {@link
 * dev.millrace.contracts.document.EditSet}. Pure code, which never throws for what an answer holds.
 */
@NullMarked
package dev.millrace.durable.edits;

import org.jspecify.annotations.NullMarked;
