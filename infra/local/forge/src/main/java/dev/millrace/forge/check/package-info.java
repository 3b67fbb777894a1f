/** Statuses and check results that others report on commits and pull requests. */
@NullMarked
package dev.millrace.forge.check;

import org.jspecify.annotations.NullMarked;
