@NullMarked
package dev.millrace.modeldispatch.route;

import org.jspecify.annotations.NullMarked;
