/** Files of settings that may change while a function runs: price book, routes. */
@NullMarked
package dev.millrace.platform.config;

import org.jspecify.annotations.NullMarked;
