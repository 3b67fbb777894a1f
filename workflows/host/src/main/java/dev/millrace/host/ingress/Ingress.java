package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.AlarmWork;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.ingress.EventKey;
import dev.millrace.durable.ingress.Route;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings events to instances. Nothing here needs a record of its own: a start is refused for an id that was ever seen, an
 * event is raised once by its id, and the rest are rows that are the same whoever writes them.
 */
@Singleton
public class Ingress {

    private static final Logger LOG = Logger.getLogger(Ingress.class);

    private final Instances instances;
    private final Generations generations;
    private final Builds builds;
    private final PullRequests pullRequests;

    Ingress(Instances instances, Generations generations, Builds builds, PullRequests pullRequests) {
        this.instances = instances;
        this.generations = generations;
        this.builds = builds;
        this.pullRequests = pullRequests;
    }

    /** What no instance waits for is done at once: it may be for one that has ended. */
    public Uni<Answer> take(Delivery<Payload> delivery) {
        Event<Payload> event = delivery.event();
        return go(event, Route.of(event)).replaceWith(Answer.done());
    }

    private Uni<Void> go(Event<Payload> event, Route route) {
        return switch (route) {
            case Route.Start(var ticket) ->
                generations.current(event).chain(current -> instances.start(work(event, ticket, current)));
            case Route.StartAnew(var ticket) -> startAnew(event, ticket);
            case Route.StartAlarm(var alarm) -> instances.start(AlarmWork.of(event.context(), alarm));
            case Route.Tell(String instance, String name) -> raise(event, instance, name);
            case Route.TellOfBuild(String instance, String name, var queued) ->
                raise(event, instance, name).chain(() -> watch(event, queued, instance));
            case Route.TellOfDraft draft ->
                raise(event, draft.instance(), draft.name())
                        .chain(() -> pullRequests.opened(event, draft.opened(), draft.root()));
            case Route.BuildEnd(var completed, String name) ->
                builds.completed(event, completed).chain(instance -> raise(event, instance, name));
            case Route.Change(var updated, String name) ->
                pullRequests.watcher(event, updated).chain(instance -> raise(event, instance, name));
            case Route.Nowhere nowhere -> forNobody(event);
        };
    }

    private Uni<Void> startAnew(Event<Payload> event, TicketEvent ticket) {
        return generations
                .current(event)
                .chain(current ->
                        instances.isRunning(work(event, ticket, current).instanceId()))
                .chain(running -> running
                        ? Uni.createFrom().voidItem()
                        : generations.next(event).chain(next -> instances.start(work(event, ticket, next))));
    }

    private static TicketWork work(Event<Payload> event, TicketEvent ticket, int generation) {
        return TicketWork.of(event.context(), ticket, generation);
    }

    /** Remembers who waits for a build, and catches up on one that was quicker than its reply. */
    private Uni<Void> watch(Event<Payload> event, BuildEvent.Queued queued, String instance) {
        return builds.queued(event, queued, instance)
                .chain(early -> early.map(completed -> instances.raise(
                                instance, Stages.build(queued.build()), completed.data(), completed.key()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> raise(Event<Payload> event, Optional<String> instance, String name) {
        return instance.map(id -> raise(event, id, name)).orElseGet(() -> forNobody(event));
    }

    private Uni<Void> raise(Event<Payload> event, String instance, String name) {
        return instances.raise(instance, name, event.data(), EventKey.of(event));
    }

    private Uni<Void> forNobody(Event<Payload> event) {
        LOG.debugf("No workflow waits for %s", event.type());
        return Uni.createFrom().voidItem();
    }
}
