package dev.millrace.runtime.demo.story;

import dev.millrace.contracts.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done for a ticket.
 *
 * @param function that did it; {@code host} for what the code host did by itself
 * @param took from the request until the broker had the answer; null where nobody asked
 * @param coldStart how long the function took to start for it; null when it was there already
 * @param spent what models have cost for the ticket so far; null while nothing is known
 */
public record Step(
        Instant at,
        String what,
        String function,
        @Nullable Duration took,
        @Nullable Duration coldStart,
        @Nullable Money spent) {

    /** Who does builds. */
    public static final String HOST = "host";

    public Step startedIn(@Nullable Duration cold) {
        return new Step(at, what, function, took, cold, spent);
    }
}
