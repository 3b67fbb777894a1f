@NullMarked
package dev.millrace.modeldispatch.tokens;

import org.jspecify.annotations.NullMarked;
