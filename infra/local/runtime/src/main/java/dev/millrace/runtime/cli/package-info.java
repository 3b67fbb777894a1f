/** The command line behind {@code ./millrace}: every command is a thin skin over a room of the runtime. */
@NullMarked
package dev.millrace.runtime.cli;

import org.jspecify.annotations.NullMarked;
