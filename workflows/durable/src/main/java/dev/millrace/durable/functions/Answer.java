package dev.millrace.durable.functions;

import dev.millrace.contracts.events.DeadLetterEvent;
import java.time.Duration;

/**
 * What came of a command.
 *
 * @param <T> what the asker makes of the replies
 */
public sealed interface Answer<T> {

    record Replied<T>(T reply) implements Answer<T> {}

    /** Nobody knows what the handler did: ask it before undoing or repeating anything. */
    sealed interface Unknown<T> extends Answer<T> {

        /** For people. */
        String why();
    }

    /** The command became a dead letter. */
    record Failed<T>(DeadLetterEvent.CommandFailed failure) implements Unknown<T> {

        @Override
        public String why() {
            return failure.handler() + " could not be reached";
        }
    }

    record TimedOut<T>(Duration waited) implements Unknown<T> {

        @Override
        public String why() {
            return "no answer came within " + waited.toMinutes() + " minutes";
        }
    }
}
