/** The rules of the protocol without threads, clocks or tables: what an episode is shown, and what its answer means. */
@NullMarked
package dev.millrace.engine.history;

import org.jspecify.annotations.NullMarked;
