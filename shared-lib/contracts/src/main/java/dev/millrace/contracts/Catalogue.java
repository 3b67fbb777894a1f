package dev.millrace.contracts;

import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.AuditEvent;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.HookEvent;
import dev.millrace.contracts.events.LedgerEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.contracts.events.UsageEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every event type of the platform, with its payload and, for commands, its one handler. */
public final class Catalogue {

    /** Types under this prefix are ours alone: nobody outside may send one. */
    public static final String PREFIX = "dev.millrace.";

    private static final List<Class<? extends Payload>> TOPICS = List.of(
            HookEvent.class,
            TicketEvent.class,
            BuildEvent.class,
            PullRequestEvent.class,
            ContextEvent.class,
            CommentEvent.class,
            CompletionEvent.class,
            DraftEvent.class,
            CommitEvent.class,
            MergeEvent.class,
            ApprovalEvent.class,
            DocsEvent.class,
            NotificationEvent.class,
            AlarmEvent.class,
            DeadLetterEvent.class,
            AuditEvent.class,
            UsageEvent.class,
            LedgerEvent.class,
            BudgetEvent.class);

    private static final Map<String, Entry> ENTRIES = entries();

    private Catalogue() {}

    /**
     * One event type.
     *
     * @param handler the function that handles the command; empty for a fact
     */
    public record Entry(String type, Class<? extends Payload> payload, Optional<String> handler) {}

    /** All types, ordered by name. */
    public static Collection<Entry> all() {
        return ENTRIES.values();
    }

    public static Optional<Entry> find(String type) {
        return Optional.ofNullable(ENTRIES.get(type));
    }

    /**
     * The CloudEvents type of a payload.
     *
     * @throws IllegalArgumentException when the payload carries no {@link EventType}
     */
    public static String typeOf(Class<? extends Payload> payload) {
        EventType type = payload.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalArgumentException(payload.getName() + " needs an @EventType");
        }
        return type.value();
    }

    private static Map<String, Entry> entries() {
        var entries = new TreeMap<String, Entry>();
        for (Class<? extends Payload> topic : TOPICS) {
            Arrays.stream(topic.getPermittedSubclasses())
                    .map(payload -> entry(payload.asSubclass(Payload.class)))
                    .forEach(entry -> entries.put(entry.type(), entry));
        }
        return entries;
    }

    private static Entry entry(Class<? extends Payload> payload) {
        HandledBy handler = payload.getAnnotation(HandledBy.class);
        return new Entry(typeOf(payload), payload, Optional.ofNullable(handler).map(HandledBy::value));
    }
}
