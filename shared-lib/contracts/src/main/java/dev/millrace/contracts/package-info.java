/** What the rooms say to each other. */
@NullMarked
package dev.millrace.contracts;

import org.jspecify.annotations.NullMarked;
