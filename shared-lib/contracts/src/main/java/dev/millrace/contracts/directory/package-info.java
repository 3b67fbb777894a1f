/** A tenant's team directory: its people, their groups, what it takes from them to approve a change, and how they are told. */
@NullMarked
package dev.millrace.contracts.directory;

import org.jspecify.annotations.NullMarked;
