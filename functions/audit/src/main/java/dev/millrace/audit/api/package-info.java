/** What operators see of the log, over HTTP under {@code /audit}: entries, checkpoints, proofs, exports, erasures. */
@NullMarked
package dev.millrace.audit.api;

import org.jspecify.annotations.NullMarked;
