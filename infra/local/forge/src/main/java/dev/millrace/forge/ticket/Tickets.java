package dev.millrace.forge.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.store.Draft;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes, changes and finds tickets. Every change is a revision. */
public final class Tickets {

    public static final Set<String> TYPES =
            Set.of("Bug", "Task", "Issue", "User Story", "Feature", "Epic", "Product Backlog Item", "Test Case");
    public static final Set<String> STATES = Set.of(
            "New",
            "Active",
            "Resolved",
            "Closed",
            "Removed",
            "Approved",
            "Committed",
            "Done",
            "To Do",
            "Doing",
            "In Progress",
            "Completed");
    private static final Set<String> SYSTEM = Set.of(
            "System.Id",
            "System.Rev",
            Ticket.CREATED,
            Ticket.AUTHOR,
            Ticket.CHANGED,
            Ticket.CHANGED_BY,
            "System.TeamProject");

    private final Store store;
    private final People people;
    private final Herald herald;
    private final Clock clock;

    public Tickets(Store store, People people, Herald herald, Clock clock) {
        this.store = store;
        this.people = people;
        this.herald = herald;
        this.clock = clock;
    }

    public Optional<Ticket> find(long number) {
        return store.find(Ticket.KIND, number).filter(ticket -> !ticket.deleted());
    }

    public List<Ticket> all() {
        return store.all(Ticket.KIND).stream()
                .filter(ticket -> !ticket.deleted())
                .toList();
    }

    /** The ticket as it was, or is, at a revision. */
    public Optional<Ticket> revision(long number, int rev) {
        return store.find(Ticket.REVISION, Ticket.revisionKey(number, rev));
    }

    /** Everything the ticket has been, oldest first. */
    public List<Ticket> revisions(long number) {
        return find(number).stream()
                .flatMap(ticket -> IntStream.rangeClosed(1, ticket.rev())
                        .mapToObj(rev -> revision(number, rev))
                        .flatMap(Optional::stream))
                .toList();
    }

    /** @param repo 0 for a ticket of the whole project */
    public TicketOutcome create(Project project, long repo, String type, TicketEdit edit, Person by) {
        Map<String, JsonNode> wanted = new HashMap<>(edit.fields());
        wanted.put(Ticket.TYPE, TextNode.valueOf(type));
        wanted.putIfAbsent(Ticket.STATE, TextNode.valueOf("New"));
        wanted.putIfAbsent(Ticket.REASON, TextNode.valueOf("New"));
        wanted.putIfAbsent("System.AreaPath", TextNode.valueOf(project.name()));
        wanted.putIfAbsent("System.IterationPath", TextNode.valueOf(project.name()));
        Optional<TicketOutcome> bad = check(wanted, true);
        if (bad.isPresent()) {
            return bad.get();
        }
        return store.write(draft -> {
            Instant now = now();
            Map<String, JsonNode> fields = settled(Map.of(), wanted, by, now, 1);
            fields.put(Ticket.CREATED, TextNode.valueOf(now.toString()));
            fields.put(Ticket.AUTHOR, TextNode.valueOf(by.login()));
            fields.put("System.TeamProject", TextNode.valueOf(project.name()));
            long number = draft.next("number");
            fields.put("System.Id", IntNode.valueOf(Math.toIntExact(number)));
            var ticket = new Ticket(
                    number, project.number(), repo, 1, fields, edit.links().orElse(List.of()), false);
            save(draft, ticket);
            herald.announce(draft, new Happening.TicketCreated(ticket, by));
            return new TicketOutcome.Saved(ticket, ticket);
        });
    }

    public TicketOutcome change(long number, TicketEdit edit, Person by) {
        return store.write(draft -> {
            Optional<Ticket> found = draft.find(Ticket.KIND, number).filter(ticket -> !ticket.deleted());
            if (found.isEmpty()) {
                return new TicketOutcome.NoSuchTicket();
            }
            Ticket before = found.get();
            if (edit.expectedRev().isPresent() && edit.expectedRev().get() != before.rev()) {
                return new TicketOutcome.StaleRevision(before.rev());
            }
            return check(edit.fields(), false).orElseGet(() -> apply(draft, before, edit, by));
        });
    }

    /** Takes the ticket away; its revisions stay. */
    public boolean delete(long number, Person by) {
        return store.write(draft -> draft.find(Ticket.KIND, number)
                .filter(ticket -> !ticket.deleted())
                .map(ticket -> {
                    draft.put(
                            Ticket.KIND,
                            new Ticket(
                                    number,
                                    ticket.project(),
                                    ticket.repo(),
                                    ticket.rev(),
                                    ticket.fields(),
                                    ticket.links(),
                                    true));
                    herald.announce(draft, new Happening.TicketDeleted(ticket, by));
                    return true;
                })
                .orElse(false));
    }

    private TicketOutcome apply(Draft draft, Ticket before, TicketEdit edit, Person by) {
        Map<String, JsonNode> merged = new HashMap<>(before.fields());
        normal(edit.fields()).forEach((field, value) -> {
            if (value.isNull()) {
                merged.remove(field);
            } else {
                merged.put(field, value);
            }
        });
        List<TicketLink> links = edit.links().orElse(before.links());
        if (merged.equals(before.fields()) && links.equals(before.links())) {
            return new TicketOutcome.Saved(before, before);
        }
        int rev = before.rev() + 1;
        Map<String, JsonNode> fields = settled(before.fields(), merged, by, now(), rev);
        var after = new Ticket(before.number(), before.project(), before.repo(), rev, fields, links, false);
        save(draft, after);
        herald.announce(draft, new Happening.TicketChanged(before, after, by));
        return new TicketOutcome.Saved(before, after);
    }

    /** Fills in what follows from the rest: revision, dates, reason. */
    private Map<String, JsonNode> settled(
            Map<String, JsonNode> before, Map<String, JsonNode> wanted, Person by, Instant now, int rev) {
        Map<String, JsonNode> fields = normal(wanted);
        fields.put("System.Rev", IntNode.valueOf(rev));
        fields.put(Ticket.CHANGED, TextNode.valueOf(now.toString()));
        fields.put(Ticket.CHANGED_BY, TextNode.valueOf(by.login()));
        String state =
                fields.getOrDefault(Ticket.STATE, TextNode.valueOf("New")).asText();
        boolean moved = before.containsKey(Ticket.STATE)
                && !state.equals(
                        before.getOrDefault(Ticket.STATE, TextNode.valueOf("")).asText());
        if (moved) {
            fields.put(Ticket.REASON, TextNode.valueOf("Moved to state " + state));
        }
        if (!Ticket.closes(state)) {
            fields.remove(Ticket.CLOSED);
        } else {
            fields.putIfAbsent(Ticket.CLOSED, TextNode.valueOf(now.toString()));
        }
        return fields;
    }

    private Map<String, JsonNode> normal(Map<String, JsonNode> fields) {
        Map<String, JsonNode> normal = new HashMap<>(fields);
        normal.computeIfPresent(Ticket.TAGS, (field, tags) -> Ticket.tagsField(Ticket.split(tags.asText())));
        normal.computeIfPresent(
                Ticket.ASSIGNEE,
                (field, who) -> who.isNull() || who.asText().isEmpty()
                        ? NullNode.instance
                        : TextNode.valueOf(
                                people.find(who.asText()).map(Person::login).orElse(who.asText())));
        return normal;
    }

    private Optional<TicketOutcome> check(Map<String, JsonNode> fields, boolean fresh) {
        for (var field : fields.entrySet()) {
            if (SYSTEM.contains(field.getKey())) {
                return bad(field.getKey(), "The field is kept by the system; leave it out.");
            }
        }
        JsonNode title = fields.get(Ticket.TITLE);
        if (title == null ? fresh : title.asText().isBlank()) {
            return bad(Ticket.TITLE, "The title is empty; give the ticket one.");
        }
        JsonNode type = fields.get(Ticket.TYPE);
        if (type != null && !TYPES.contains(type.asText())) {
            return bad(Ticket.TYPE, "There is no type '" + type.asText() + "'; use one of " + TYPES + ".");
        }
        JsonNode state = fields.get(Ticket.STATE);
        if (state != null && !STATES.contains(state.asText())) {
            return bad(Ticket.STATE, "There is no state '" + state.asText() + "'; use one of " + STATES + ".");
        }
        return Optional.empty();
    }

    private static Optional<TicketOutcome> bad(String field, String reason) {
        return Optional.of(new TicketOutcome.BadField(field, reason));
    }

    private static void save(Draft draft, Ticket ticket) {
        draft.put(Ticket.KIND, ticket);
        draft.put(Ticket.REVISION, ticket);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
