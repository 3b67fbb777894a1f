/** Pull requests: the rules of drafts, reviews, merges and abandonment, written once for all vendors. */
@NullMarked
package dev.millrace.forge.pull;

import org.jspecify.annotations.NullMarked;
