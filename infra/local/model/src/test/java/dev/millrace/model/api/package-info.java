@NullMarked
package dev.millrace.model.api;

import org.jspecify.annotations.NullMarked;
