@NullMarked
package dev.millrace.runtime.house;

import org.jspecify.annotations.NullMarked;
