@NullMarked
package dev.millrace.modeldispatch.cache;

import org.jspecify.annotations.NullMarked;
