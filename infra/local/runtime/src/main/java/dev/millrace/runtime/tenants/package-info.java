/** Writes the tenants' registry, which functions only read. */
@NullMarked
package dev.millrace.runtime.tenants;

import org.jspecify.annotations.NullMarked;
