/** Pull requests and reviews. */
@NullMarked
package dev.millrace.forge.github.pull;

import org.jspecify.annotations.NullMarked;
