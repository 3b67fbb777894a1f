/** What people say about tickets and pull requests. */
@NullMarked
package dev.millrace.forge.talk;

import org.jspecify.annotations.NullMarked;
