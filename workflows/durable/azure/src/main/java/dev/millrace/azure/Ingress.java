package dev.millrace.azure;

import dev.millrace.azure.postgres.Correlations;
import dev.millrace.azure.postgres.DatabaseException;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.AlarmWork;
import dev.millrace.durable.ingress.Route;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;
import io.grpc.StatusRuntimeException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings events to instances. A start is refused for an id that the task hub knows; an event may be raised twice when its
 * delivery is repeated, which no workflow minds: it waits for each name once, or asks again what it knows.
 */
final class Ingress {

    private final Instances instances;
    private final Correlations correlations;
    private final Logger log;

    Ingress(Instances instances, Correlations correlations, Logger log) {
        this.instances = instances;
        this.correlations = correlations;
        this.log = log;
    }

    /** What no instance waits for is done at once: it may be for one that has ended. */
    Answer take(Event<Payload> event) {
        try {
            go(event, Route.of(event));
            return new Answer.Done();
        } catch (StatusRuntimeException e) {
            log.log(Level.WARNING, e, () -> "The task hub did not take event " + event.id());
            return Answer.Refused.unavailable("The task hub is unavailable. Try again.");
        } catch (DatabaseException e) {
            log.log(Level.WARNING, e, () -> "The database did not take event " + event.id());
            return switch (e.kind()) {
                case AWAY -> Answer.Refused.unavailable("The database is unavailable. Try again.");
                case TAKEN -> Answer.Refused.busy("Another event of this ticket was quicker. Try again.");
                case UNSTORABLE -> Answer.Refused.unintelligible("The event's data cannot be stored.");
            };
        }
    }

    private void go(Event<Payload> event, Route route) {
        switch (route) {
            case Route.Start(var ticket) ->
                instances.start(work(event, ticket, correlations.generation(event, ticket)));
            case Route.StartAnew(var ticket) -> startAnew(event, ticket);
            case Route.StartAlarm(var alarm) -> instances.start(AlarmWork.of(event.context(), alarm));
            case Route.Tell(String instance, String name) -> raise(event, instance, name);
            case Route.TellOfBuild(String instance, String name, var queued) -> {
                raise(event, instance, name);
                watch(event, queued, instance);
            }
            case Route.TellOfDraft draft -> {
                raise(event, draft.instance(), draft.name());
                correlations.opened(event, draft.opened(), draft.root());
            }
            case Route.BuildEnd(var completed, String name) ->
                correlations.completed(event, completed).ifPresent(instance -> raise(event, instance, name));
            case Route.Change(var updated, String name) ->
                correlations.watcher(event, updated).ifPresent(instance -> raise(event, instance, name));
            case Route.Nowhere nowhere -> log.fine(() -> "No workflow waits for " + event.type());
        }
    }

    private void startAnew(Event<Payload> event, TicketEvent.Reopened ticket) {
        TicketWork current = work(event, ticket, correlations.generation(event, ticket));
        if (!instances.isRunning(current.instanceId())) {
            instances.start(work(event, ticket, correlations.nextGeneration(event, ticket)));
        }
    }

    private static TicketWork work(Event<Payload> event, TicketEvent ticket, int generation) {
        return TicketWork.of(event.context(), ticket, generation);
    }

    /** Remembers who waits for a build, and catches up on one that was quicker than its reply. */
    private void watch(Event<Payload> event, BuildEvent.Queued queued, String instance) {
        correlations
                .queued(event, queued, instance)
                .ifPresent(end -> instances.raise(instance, end.name(), end.data()));
    }

    private void raise(Event<Payload> event, String instance, String name) {
        instances.raise(instance, name, Json.tree(event.data()));
    }
}
