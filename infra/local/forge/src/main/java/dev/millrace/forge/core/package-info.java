/** The parts of the model put together. */
@NullMarked
package dev.millrace.forge.core;

import org.jspecify.annotations.NullMarked;
