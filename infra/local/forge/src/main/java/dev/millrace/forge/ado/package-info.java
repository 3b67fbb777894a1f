/** The model as Azure DevOps' REST interface shows it. {@link dev.millrace.forge.ado.AdoFace} names who answers which path. */
@NullMarked
package dev.millrace.forge.ado;

import org.jspecify.annotations.NullMarked;
