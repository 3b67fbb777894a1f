/** What clients of GitHub see. */
@NullMarked
package dev.millrace.forge.github;

import org.jspecify.annotations.NullMarked;
