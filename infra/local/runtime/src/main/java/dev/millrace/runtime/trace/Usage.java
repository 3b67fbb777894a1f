package dev.millrace.runtime.trace;

import dev.millrace.contracts.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that a function's instances spent for the ticket, as they have told so far.
 *
 * @param busy it worked, shared with what else it worked on meanwhile
 * @param idle it waited before the ticket's work, when that was its first, and after it
 * @param coldStart it started because of the ticket
 * @param cost of all three; null when time has no price
 */
public record Usage(
        String function,
        Duration busy,
        Duration idle,
        Duration coldStart,
        @Nullable Money cost) {}
