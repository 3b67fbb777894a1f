/** The server, its table of routes, tokens at the door and faults on request. */
@NullMarked
package dev.millrace.forge.http;

import org.jspecify.annotations.NullMarked;
