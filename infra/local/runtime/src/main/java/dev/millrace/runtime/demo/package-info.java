/**
 * {@code millrace demo}: sets up a platform, a code host and a project, lets tickets become merged, documented and costed
 * pull requests before one's eyes, and checks the result where it lies: in Git, the ledger and the audit log.
 */
@NullMarked
package dev.millrace.runtime.demo;

import org.jspecify.annotations.NullMarked;
