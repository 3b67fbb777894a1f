/** The journal under crashes and damage. */
@NullMarked
package dev.millrace.forge.store;

import org.jspecify.annotations.NullMarked;
