package dev.millrace.durable.rehearsal;

import dev.millrace.contracts.Payload;
import java.time.Duration;

/** Where a function's answers go. */
public interface Reply {

    /** Replies at once, caused by the command. */
    default void with(Payload reply) {
        after(Duration.ofSeconds(1), reply);
    }

    void after(Duration delay, Payload reply);

    /** The command becomes a dead letter. */
    void dies();
}
