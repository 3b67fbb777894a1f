/** What a branch demands before anything gets into it. */
@NullMarked
package dev.millrace.forge.policy;

import org.jspecify.annotations.NullMarked;
