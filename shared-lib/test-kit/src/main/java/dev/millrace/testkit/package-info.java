/** What the tests of every room share. Never on the class path of anything that ships. */
@NullMarked
package dev.millrace.testkit;

import org.jspecify.annotations.NullMarked;
