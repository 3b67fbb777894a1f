/** Which model answers: the table of upstreams and aliases, and the pure decision over it. */
@NullMarked
package dev.millrace.modeldispatch.route;

import org.jspecify.annotations.NullMarked;
