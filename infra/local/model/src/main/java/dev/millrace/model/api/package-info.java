/** OpenAI's HTTP API, as far as the platform and its clients use it, and what may be told to go wrong with it. */
@NullMarked
package dev.millrace.model.api;

import org.jspecify.annotations.NullMarked;
