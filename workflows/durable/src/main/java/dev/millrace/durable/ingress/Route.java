package dev.millrace.durable.ingress;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.functions.Stages.Stage;

/** What a host of these workflows does with an event. */
public sealed interface Route {

    /** The ticket's current generation starts, unless it was ever started. */
    record Start(TicketEvent.Opened ticket) implements Route {}

    /** The ticket's next generation starts, unless the current one runs. */
    record StartAnew(TicketEvent.Reopened ticket) implements Route {}

    /** An alarm starts, unless it was ever set. */
    record StartAlarm(AlarmEvent.Requested alarm) implements Route {}

    /** An instance hears of it under this name. */
    record Tell(String instance, String name) implements Route {}

    /** As {@link Tell}; from now on the instance hears how the build ends, or at once when it has ended already. */
    record TellOfBuild(String instance, String name, BuildEvent.Queued queued) implements Route {}

    /** As {@link Tell}; from now on the instance's root hears of changes of the pull request. */
    record TellOfDraft(String instance, String name, DraftEvent.Opened opened) implements Route {

        public String root() {
            return Stages.root(instance);
        }
    }

    /** Whoever waits for the build hears of it; while nobody does, it is kept. */
    record BuildEnd(BuildEvent.Completed completed, String name) implements Route {}

    /** The root that opened the pull request hears of it. */
    record Change(PullRequestEvent.Updated updated, String name) implements Route {}

    /** No workflow waits for it. */
    record Nowhere() implements Route {}

    static Route of(Event<Payload> event) {
        return switch (event.data()) {
            case TicketEvent.Opened opened -> new Start(opened);
            case TicketEvent.Reopened reopened -> new StartAnew(reopened);
            case AlarmEvent.Requested alarm -> new StartAlarm(alarm);
            default ->
                Stages.of(event.data(), event.context().causationId())
                        .map(stage -> fact(event, stage))
                        .orElseGet(Nowhere::new);
        };
    }

    private static Route fact(Event<Payload> event, Stage stage) {
        String named = event.context().instanceId();
        return switch (stage.addressee()) {
            case INSTANCE -> named == null ? new Nowhere() : tell(event.data(), named, stage.name());
            case ROOT -> named == null ? new Nowhere() : new Tell(Stages.root(named), stage.name());
            case BUILD ->
                event.data() instanceof BuildEvent.Completed completed
                        ? new BuildEnd(completed, stage.name())
                        : new Nowhere();
            case PULL_REQUEST ->
                event.data() instanceof PullRequestEvent.Updated updated
                        ? new Change(updated, stage.name())
                        : new Nowhere();
        };
    }

    private static Route tell(Payload data, String instance, String name) {
        return switch (data) {
            case BuildEvent.Queued queued -> new TellOfBuild(instance, name, queued);
            case DraftEvent.Opened opened -> new TellOfDraft(instance, name, opened);
            default -> new Tell(instance, name);
        };
    }
}
