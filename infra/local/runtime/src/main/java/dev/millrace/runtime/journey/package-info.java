/**
 * Those outside the platform who take part in a ticket's way, for whoever shows, measures, breaks or tests it: the code
 * host as a process, somebody who writes tickets, the poller between the two, somebody who approves.
 */
@NullMarked
package dev.millrace.runtime.journey;

import org.jspecify.annotations.NullMarked;
