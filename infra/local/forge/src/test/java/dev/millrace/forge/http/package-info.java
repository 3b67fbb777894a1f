/** The table of routes, and Git and faults over HTTP. */
@NullMarked
package dev.millrace.forge.http;

import org.jspecify.annotations.NullMarked;
