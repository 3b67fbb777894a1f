/** The adapter of GitHub, mostly over HTTP against the forge. */
@NullMarked
package dev.millrace.codehosts.github;

import org.jspecify.annotations.NullMarked;
