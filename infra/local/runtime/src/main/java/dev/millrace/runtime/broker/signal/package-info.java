/** What the broker tells those who watch it. */
@NullMarked
package dev.millrace.runtime.broker.signal;

import org.jspecify.annotations.NullMarked;
