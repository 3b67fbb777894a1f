@NullMarked
package dev.millrace.modeldispatch.health;

import org.jspecify.annotations.NullMarked;
