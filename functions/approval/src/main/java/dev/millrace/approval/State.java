package dev.millrace.approval;

import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a question stands. It is decided once and for good. */
public sealed interface State {

    /** People may decide, until the deadline. */
    record Open() implements State {}

    /** @param comment what was said with it */
    record Decided(Outcome outcome, Instant at, @Nullable String comment) implements State {}
}
