@NullMarked
package dev.millrace.prwriter.draft;

import org.jspecify.annotations.NullMarked;
