/** Azure Boards: work items and their query language. */
@NullMarked
package dev.millrace.forge.ado.wit;

import org.jspecify.annotations.NullMarked;
