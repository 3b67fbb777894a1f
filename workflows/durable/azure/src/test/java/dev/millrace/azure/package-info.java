@NullMarked
package dev.millrace.azure;

import org.jspecify.annotations.NullMarked;
