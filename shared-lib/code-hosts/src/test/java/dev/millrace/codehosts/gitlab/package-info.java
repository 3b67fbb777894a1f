/** GitLab against the forge. */
@NullMarked
package dev.millrace.codehosts.gitlab;

import org.jspecify.annotations.NullMarked;
