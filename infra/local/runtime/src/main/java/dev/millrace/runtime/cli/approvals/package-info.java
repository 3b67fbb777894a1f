/** {@code millrace approvals}: which questions wait for people, and an operator's word in somebody's name. */
@NullMarked
package dev.millrace.runtime.cli.approvals;

import org.jspecify.annotations.NullMarked;
