@NullMarked
package dev.millrace.runtime.demo.story;

import org.jspecify.annotations.NullMarked;
