/** What clients of Azure DevOps see. */
@NullMarked
package dev.millrace.forge.ado;

import org.jspecify.annotations.NullMarked;
