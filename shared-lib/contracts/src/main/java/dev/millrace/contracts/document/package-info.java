/** Content that events point to with a {@link dev.millrace.contracts.ContentRef}, as JSON. */
@NullMarked
package dev.millrace.contracts.document;

import org.jspecify.annotations.NullMarked;
