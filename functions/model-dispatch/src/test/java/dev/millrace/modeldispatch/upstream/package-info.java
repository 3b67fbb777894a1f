@NullMarked
package dev.millrace.modeldispatch.upstream;

import org.jspecify.annotations.NullMarked;
