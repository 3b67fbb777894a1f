/** How the upstreams have done lately, in this replica: circuit breakers, latencies, trials. */
@NullMarked
package dev.millrace.modeldispatch.health;

import org.jspecify.annotations.NullMarked;
