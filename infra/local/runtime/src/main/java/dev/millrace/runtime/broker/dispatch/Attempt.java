package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.store.Effort;
import java.time.Duration;
import java.time.Instant;

/** One attempt, ended. */
record Attempt(Answer answer, Instant at, Effort effort) {

    /** @param cold whether it waited for an instance to start */
    Attempt after(Duration waited, boolean cold) {
        return new Attempt(answer, at, new Effort(effort.took(), waited, cold));
    }

    /** Whether whoever got the event could not deal with it. */
    boolean isError() {
        return answer instanceof Answer.Failed || answer instanceof Answer.Refused;
    }
}
