@NullMarked
package dev.millrace.modeldispatch.bench;

import org.jspecify.annotations.NullMarked;
