/** GitHub webhooks. */
@NullMarked
package dev.millrace.hookvalidation.github;

import org.jspecify.annotations.NullMarked;
