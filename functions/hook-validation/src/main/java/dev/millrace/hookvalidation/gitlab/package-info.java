/** GitLab webhooks. */
@NullMarked
package dev.millrace.hookvalidation.gitlab;

import org.jspecify.annotations.NullMarked;
