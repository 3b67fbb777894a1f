@NullMarked
package dev.millrace.modeldispatch;

import org.jspecify.annotations.NullMarked;
