@NullMarked
package dev.millrace.runtime.demo;

import org.jspecify.annotations.NullMarked;
