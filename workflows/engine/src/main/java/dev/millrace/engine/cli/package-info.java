/** The command line: an engine that anyone's worker can connect to. */
@NullMarked
package dev.millrace.engine.cli;

import org.jspecify.annotations.NullMarked;
