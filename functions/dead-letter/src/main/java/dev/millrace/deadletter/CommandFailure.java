package dev.millrace.deadletter;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.events.DeadLetterEvent.CommandFailed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Tells a workflow that the handler of its command did not take it. */
@Singleton
class CommandFailure {

    /** Nobody waits for these; and their failures would only make more events that they could fail on. */
    private static final Set<String> SILENT = Set.of("dead-letter", "audit", "cost-write", "notification");

    private final Handlers handlers;

    CommandFailure(Handlers handlers) {
        this.handlers = handlers;
    }

    /** The handler that failed, when the letter is a command, that handler is its own, and somebody waits for it. */
    Optional<String> failedHandler(DeadLetter letter) {
        return handlers.of(letter.type())
                .filter(handler -> handler.equals(letter.death().destination()))
                .filter(handler -> !SILENT.contains(handler));
    }

    /** The same for the same death, however often it is delivered. */
    Optional<Event<CommandFailed>> notice(DeadLetter letter, Event<byte[]> command) {
        return failedHandler(letter)
                .map(handler -> new Event<>(
                        EventId.derived(
                                letter.id().toString(), Integer.toString(letter.occurrence()), "command-failed"),
                        URI.create("/functions/dead-letter"),
                        Catalogue.typeOf(CommandFailed.class),
                        letter.lastSeen(),
                        command.context().causedBy(command.id()),
                        new CommandFailed(
                                letter.id(),
                                command.id(),
                                command.source(),
                                command.type(),
                                handler,
                                letter.death().status())));
    }
}
