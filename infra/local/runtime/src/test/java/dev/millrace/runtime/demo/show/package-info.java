@NullMarked
package dev.millrace.runtime.demo.show;

import org.jspecify.annotations.NullMarked;
