/** Puts the rooms of the runtime together, in the order in which they need each other, and takes them apart again. */
@NullMarked
package dev.millrace.runtime.house;

import org.jspecify.annotations.NullMarked;
