/** The engine with all workflows in it, and what their activities reach: the broker, the content store, each other. */
@NullMarked
package dev.millrace.host.engine;

import org.jspecify.annotations.NullMarked;
