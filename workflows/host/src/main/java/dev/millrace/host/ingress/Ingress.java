package dev.millrace.host.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.functions.Stages.Stage;
import dev.millrace.durable.steps.Policy;
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
        Uni<Void> taken = event.data() instanceof TicketEvent ticket
                ? start(event, ticket)
                : Stages.of(event.data(), event.context().causationId())
                        .map(stage -> bring(event, stage))
                        .orElseGet(() -> forNobody(event));
        return taken.replaceWith(Answer.done());
    }

    private Uni<Void> start(Event<Payload> event, TicketEvent ticket) {
        return switch (ticket) {
            case TicketEvent.Opened opened ->
                generations.current(event).chain(current -> instances.start(work(event, opened, current)));
            case TicketEvent.Reopened reopened ->
                generations
                        .current(event)
                        .chain(current -> instances.isRunning(
                                work(event, reopened, current).instanceId()))
                        .chain(running -> running
                                ? Uni.createFrom().voidItem()
                                : generations.next(event).chain(next -> instances.start(work(event, reopened, next))));
        };
    }

    private static TicketWork work(Event<Payload> event, TicketEvent ticket, int generation) {
        Event.Context context = event.context();
        return new TicketWork(
                TicketWork.VERSION,
                context.tenant(),
                ticket.ticket(),
                generation,
                ticket.title(),
                ticket.url(),
                null,
                context.classification(),
                context.traceparent(),
                Policy.DEFAULT);
    }

    private Uni<Void> bring(Event<Payload> event, Stage stage) {
        Optional<String> named = Optional.ofNullable(event.context().instanceId());
        return switch (stage.addressee()) {
            case INSTANCE -> raise(event, named, stage.name()).chain(() -> watch(event, named));
            case ROOT -> raise(event, named.map(Stages::root), stage.name());
            case BUILD ->
                event.data() instanceof BuildEvent.Completed completed
                        ? builds.completed(event, completed).chain(instance -> raise(event, instance, stage.name()))
                        : forNobody(event);
            case PULL_REQUEST -> pullRequests.watcher(event).chain(instance -> raise(event, instance, stage.name()));
        };
    }

    /** Remembers who waits for a build or a pull request, and catches up on a build that was quicker than its reply. */
    private Uni<Void> watch(Event<Payload> event, Optional<String> instance) {
        if (instance.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return switch (event.data()) {
            case BuildEvent.Queued queued ->
                builds.queued(event, queued, instance.get())
                        .chain(early -> early.map(completed -> instances.raise(
                                        instance.get(),
                                        Stages.build(queued.build()),
                                        completed.data(),
                                        completed.key()))
                                .orElseGet(() -> Uni.createFrom().voidItem()));
            case DraftEvent.Opened opened -> pullRequests.opened(event, opened, Stages.root(instance.get()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> raise(Event<Payload> event, Optional<String> instance, String name) {
        return instance.map(id -> instances.raise(id, name, event.data(), EventKey.of(event)))
                .orElseGet(() -> forNobody(event));
    }

    private Uni<Void> forNobody(Event<Payload> event) {
        LOG.debugf("No workflow waits for %s", event.type());
        return Uni.createFrom().voidItem();
    }
}
