package dev.millrace.runtime.demo.story;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.TicketEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one ticket, told by its events in their order. For one thread. */
public final class Journey {

    private final long number;
    private final Ware ware;
    private final TicketRef ticket;
    private final Instant filed;

    private final Set<String> heard = new HashSet<>();
    private final Map<String, Heard> open = new LinkedHashMap<>();
    private final Map<String, Instant> merges = new HashMap<>();
    private final BuildList builds = new BuildList();

    private Stage stage = Stage.FILED;
    private @Nullable String workflow;
    private @Nullable Money spent;
    private @Nullable Instant drafted;
    private @Nullable URI pull;
    private @Nullable URI changelog;
    private @Nullable UUID question;
    private Instant last;
    private boolean told;
    private @Nullable Ending ending;

    public Journey(long number, Ware ware, TicketRef ticket, Instant filed) {
        this.number = number;
        this.ware = ware;
        this.ticket = ticket;
        this.filed = filed;
        this.last = filed;
    }

    /** @return what people are shown of it; the same event again is nothing new */
    public Optional<Step> hear(Heard event) {
        if (!heard.add(event.id())) {
            return Optional.empty();
        }
        last = event.at();
        if (workflow == null && event.instance() != null) {
            workflow = event.instance().replaceFirst(":.*", "");
        }
        Optional<Payload> said = event.payload().filter(payload -> !isSaidAgain(payload));
        said.ifPresent(payload -> note(event, payload));
        if (event.handler().isPresent()) {
            open.put(event.id(), event);
            return Optional.empty();
        }
        Heard asked = event.cause() == null ? null : open.remove(event.cause());
        return said.flatMap(Words::of).map(words -> step(event, asked, words));
    }

    /** The end of a build, which its host's hook tells without knowing the ticket. */
    Optional<Step> built(Instant at, BuildEvent.Completed completed) {
        if (!builds.end(completed)) {
            return Optional.empty();
        }
        last = at;
        Duration took = completed.startedAt() == null || completed.finishedAt() == null
                ? null
                : Duration.between(completed.startedAt(), completed.finishedAt());
        return Words.of(completed).map(words -> new Step(at, words, Step.HOST, took, null, spent));
    }

    boolean isBuild(BuildRef build) {
        return builds.has(build);
    }

    /** Each change of a ticket says anew that it asks for work. */
    private boolean isSaidAgain(Payload payload) {
        return payload instanceof TicketEvent && stage != Stage.FILED;
    }

    private Step step(Heard event, @Nullable Heard asked, String words) {
        if (asked != null) {
            return new Step(
                    event.at(),
                    words,
                    asked.handler().orElseThrow(),
                    Duration.between(asked.at(), event.at()),
                    null,
                    spent);
        }
        if (event.cause() != null && merges.containsKey(event.cause())) {
            return new Step(
                    event.at(),
                    words,
                    "docs-update",
                    Duration.between(merges.get(event.cause()), event.at()),
                    null,
                    spent);
        }
        boolean hook = stage == Stage.TAKEN;
        return new Step(
                event.at(),
                words,
                hook ? "hook-validation" : "approval",
                hook ? Duration.between(filed, event.at()) : null,
                null,
                spent);
    }

    private void note(Heard event, Payload payload) {
        switch (payload) {
            case TicketEvent opened -> reach(Stage.TAKEN);
            case CompletionEvent.Finished finished -> pay(finished.cost());
            case CommentEvent.Written written when written.topic().equals("plan") -> reach(Stage.PLANNED);
            case CommentEvent.Written written -> told |= written.topic().equals("outcome");
            case DraftEvent.Opened opened -> {
                drafted = event.at();
                pull = opened.url();
                reach(Stage.DRAFTED);
            }
            case BuildEvent.Queued queued -> builds.queue(queued.build());
            case ApprovalEvent.Opened opened -> {
                question = opened.approval();
                stage = Stage.WAITING;
            }
            case ApprovalEvent.Decided decided -> {
                question = null;
                reach(Stage.APPROVED);
            }
            case PullRequestEvent.Merged merged -> {
                merges.put(event.id(), event.at());
                reach(Stage.MERGED);
            }
            case DocsEvent.Proposed proposed -> {
                changelog = proposed.url();
                reach(Stage.DOCUMENTED);
            }
            default -> {}
        }
    }

    private void pay(@Nullable Money cost) {
        if (cost != null) {
            spent = spent == null ? cost : spent.plus(cost);
        }
    }

    private void reach(Stage reached) {
        if (reached.compareTo(stage) > 0) {
            stage = reached;
        }
    }

    /** Nothing more comes: its workflow has ended. */
    void end(Ending how) {
        stage = Stage.ENDED;
        ending = how;
    }

    /** Empty while it goes on. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    public long number() {
        return number;
    }

    public Ware ware() {
        return ware;
    }

    public TicketRef ticket() {
        return ticket;
    }

    public Instant filed() {
        return filed;
    }

    public Stage stage() {
        return stage;
    }

    /** Ids of all its events. */
    public Set<String> heard() {
        return Set.copyOf(heard);
    }

    /** When something was heard last. */
    Instant last() {
        return last;
    }

    /** Whether the ticket was told how it ended, which a workflow does last. */
    boolean isTold() {
        return told;
    }

    /** Id of the workflow, once it has asked for something. */
    Optional<String> workflow() {
        return Optional.ofNullable(workflow);
    }

    /** From the ticket to its draft. */
    public Optional<Duration> untilDraft() {
        return Optional.ofNullable(drafted).map(at -> Duration.between(filed, at));
    }

    /** Until the last that was heard. */
    public Duration untilNow() {
        return Duration.between(filed, last);
    }

    public Optional<URI> pull() {
        return Optional.ofNullable(pull);
    }

    public Optional<URI> changelog() {
        return Optional.ofNullable(changelog);
    }

    /** The question that waits for people. */
    public Optional<UUID> question() {
        return Optional.ofNullable(question);
    }

    Optional<Money> spent() {
        return Optional.ofNullable(spent);
    }

    /** How many builds ended so far with this result. */
    public long builds(BuildEvent.Result result) {
        return builds.count(result);
    }

    /** What is being done right now: the oldest request without an answer. */
    public Optional<Doing> doing() {
        return open.values().stream()
                .flatMap(asked -> asked
                        .payload()
                        .flatMap(Words::of)
                        .map(words -> new Doing(asked.handler().orElseThrow(), words, asked.at()))
                        .stream())
                .findFirst();
    }

    /** @param since when it was asked for */
    public record Doing(String function, String what, Instant since) {}
}
