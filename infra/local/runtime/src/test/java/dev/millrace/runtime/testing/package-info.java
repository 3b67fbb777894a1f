/** What tests of several packages share: a function to serve, and time that they move. */
@NullMarked
package dev.millrace.runtime.testing;

import org.jspecify.annotations.NullMarked;
