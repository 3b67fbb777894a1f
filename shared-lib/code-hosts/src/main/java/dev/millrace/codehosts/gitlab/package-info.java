/** GitLab, REST API v4. */
@NullMarked
package dev.millrace.codehosts.gitlab;

import org.jspecify.annotations.NullMarked;
