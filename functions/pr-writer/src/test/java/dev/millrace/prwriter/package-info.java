@NullMarked
package dev.millrace.prwriter;

import org.jspecify.annotations.NullMarked;
