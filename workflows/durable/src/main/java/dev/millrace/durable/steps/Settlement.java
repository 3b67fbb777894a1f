package dev.millrace.durable.steps;

import dev.millrace.durable.functions.Answer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds out what became of a command. Silence and dead letters say nothing about it, so its handler is asked; the command
 * is repeated only when the handler says that it did not happen.
 *
 * @param <O> what the asker makes of it
 * @param command publishes the command and waits
 * @param status asks the handler; an empty reply says that nothing happened
 * @param unclear what to make of it when nobody knows, told why
 */
record Settlement<O>(Supplier<Answer<O>> command, Supplier<Answer<Optional<O>>> status, Function<String, O> unclear) {

    private static final int MOST_COMMANDS = 2;

    O settle() {
        String why = "";
        for (int asked = 0; asked < MOST_COMMANDS; asked++) {
            switch (command.get()) {
                case Answer.Replied<O>(O outcome) -> {
                    return outcome;
                }
                case Answer.Unknown<O> unknown -> why = unknown.why();
            }
            switch (status.get()) {
                case Answer.Replied<Optional<O>>(Optional<O> happened) -> {
                    if (happened.isPresent()) {
                        return happened.get();
                    }
                }
                case Answer.Unknown<Optional<O>> unknown -> {
                    return unclear.apply(unknown.why());
                }
            }
        }
        return unclear.apply(why);
    }
}
