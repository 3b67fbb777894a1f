/** What every reader and writer of events agrees on beyond the records: attributes in HTTP headers, and complete data. */
@NullMarked
package dev.millrace.contracts.wire;

import org.jspecify.annotations.NullMarked;
