@NullMarked
package dev.millrace.runtime.demo.verdict;

import org.jspecify.annotations.NullMarked;
