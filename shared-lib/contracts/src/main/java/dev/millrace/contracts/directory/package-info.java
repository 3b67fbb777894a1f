/** A tenant's team directory: its people, their groups, and what it takes from them to approve a change. */
@NullMarked
package dev.millrace.contracts.directory;

import org.jspecify.annotations.NullMarked;
