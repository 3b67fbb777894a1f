/** {@code millrace audit}: takes the audit log out of the platform, and verifies it far from the platform. */
@NullMarked
package dev.millrace.runtime.cli.audit;

import org.jspecify.annotations.NullMarked;
