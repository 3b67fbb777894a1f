/** Who acts on the forge, and the tokens that stand for them. */
@NullMarked
package dev.millrace.forge.people;

import org.jspecify.annotations.NullMarked;
