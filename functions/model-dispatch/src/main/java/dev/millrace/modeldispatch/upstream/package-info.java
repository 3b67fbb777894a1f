/** The far sides: what they are sent, what they answer, and how that becomes what OpenAI's clients understand. */
@NullMarked
package dev.millrace.modeldispatch.upstream;

import org.jspecify.annotations.NullMarked;
