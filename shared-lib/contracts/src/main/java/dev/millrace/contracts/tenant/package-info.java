/** The tenant registry's records, as they stand in {@code tenants/<id>.yaml}. */
@NullMarked
package dev.millrace.contracts.tenant;

import org.jspecify.annotations.NullMarked;
