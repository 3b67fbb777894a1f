/**
 * Operating system processes: how a function is started from its built artifact, where its output goes, and how no
 * process ever outlives the runtime unknown. One runtime owns a data directory at a time.
 */
@NullMarked
package dev.millrace.runtime.process;

import org.jspecify.annotations.NullMarked;
