/** What people ask the broker's store. */
@NullMarked
package dev.millrace.runtime.broker.query;

import org.jspecify.annotations.NullMarked;
