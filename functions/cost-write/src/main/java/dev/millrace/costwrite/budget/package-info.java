/** Watches how far budgets are used up, and tells of each threshold once in a period. */
@NullMarked
package dev.millrace.costwrite.budget;

import org.jspecify.annotations.NullMarked;
