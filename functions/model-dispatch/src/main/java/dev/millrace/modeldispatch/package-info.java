/** Takes calls of models from HTTP and from events to the model that may and should answer them. */
@NullMarked
package dev.millrace.modeldispatch;

import org.jspecify.annotations.NullMarked;
