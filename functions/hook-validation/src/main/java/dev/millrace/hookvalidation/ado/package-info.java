/** Azure DevOps service hooks, resource versions 1.0 and 5.1-preview.3. */
@NullMarked
package dev.millrace.hookvalidation.ado;

import org.jspecify.annotations.NullMarked;
