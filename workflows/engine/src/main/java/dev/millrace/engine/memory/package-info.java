/** The store that forgets: for tests and for trying things out. */
@NullMarked
package dev.millrace.engine.memory;

import org.jspecify.annotations.NullMarked;
