@NullMarked
package dev.millrace.runtime.demo.scene;

import org.jspecify.annotations.NullMarked;
