/** The documentation of merges, against a forge. */
@NullMarked
package dev.millrace.docsupdate;

import org.jspecify.annotations.NullMarked;
