/** The door for OpenAI's clients: paths, keys, bodies, and how answers look on the wire. */
@NullMarked
package dev.millrace.modeldispatch.api;

import org.jspecify.annotations.NullMarked;
