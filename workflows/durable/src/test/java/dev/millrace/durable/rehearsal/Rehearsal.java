package dev.millrace.durable.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.Alarm;
import dev.millrace.durable.AlarmWork;
import dev.millrace.durable.Ending;
import dev.millrace.durable.TicketToPullRequest;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.history.History;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The whole workflow of one ticket. Unless told otherwise all goes well: the model answers, builds succeed, bob approves
 * after an hour.
 */
public final class Rehearsal {

    private final MemoryContents contents = new MemoryContents();
    private final ScriptedFunctions functions = new ScriptedFunctions();
    private final SmallEngine engine;
    private final TicketWork work;

    public Rehearsal() {
        this(Props.work());
    }

    public Rehearsal(TicketWork work) {
        this.work = work;
        this.engine = new SmallEngine(
                Workflows.orchestrations(),
                Workflows.activities(
                        functions, signal -> raise(signal.instance(), signal.event(), signal.data()), contents));
        functions.connect(engine);
        allGoesWell();
    }

    private void raise(String instance, String event, JsonNode data) {
        engine.raise(instance, event, data);
    }

    private void allGoesWell() {
        usually(
                ContextEvent.Requested.class,
                (asked, reply) -> reply.with(Props.collected(store(Json.bytes(Props.CONTEXT)))));
        usually(
                CompletionEvent.Requested.class,
                (asked, reply) -> reply.with(answer(
                        asked,
                        switch (asked.purpose()) {
                            case "plan" -> "# Plan\n\nSay please.";
                            case "edits" -> Props.EDITS;
                            default -> Props.FIX;
                        })));
        usually(DraftEvent.Requested.class, (asked, reply) -> reply.with(Props.opened(asked.branch(), Props.HEAD)));
        usually(BuildEvent.Requested.class, (asked, reply) -> {
            queue(asked.commit(), reply);
            reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.SUCCEEDED));
        });
        usually(
                CommitEvent.Requested.class,
                (asked, reply) -> reply.with(new CommitEvent.Pushed(
                        Props.PULL_REQUEST, Props.TARGET, Props.FIXED, Props.diff(Props.FIXED), null)));
        usually(ApprovalEvent.Requested.class, (asked, reply) -> {
            reply.with(opened());
            reply.after(Duration.ofHours(1), Props.decided(ApprovalEvent.Outcome.APPROVED, asked.diff()));
        });
        usually(MergeEvent.Requested.class, (asked, reply) -> {
            reply.with(Props.merged(asked.head()));
            reply.after(
                    Duration.ofMinutes(2),
                    new DocsEvent.Proposed(Props.PULL_REQUEST, Props.DOCS, null, List.of("CHANGELOG.md")));
        });
        usually(
                PullRequestEvent.AbandonRequested.class,
                (asked, reply) -> reply.with(
                        new PullRequestEvent.Abandoned(asked.repository(), asked.branch(), asked.pullRequest())));
    }

    public static void queue(String commit, Reply reply) {
        reply.with(new BuildEvent.Queued(Props.build(commit), commit, null));
    }

    /** Open from the moment it is asked for, to the next morning at nine, with a reminder at noon. */
    public ApprovalEvent.Opened opened() {
        return new ApprovalEvent.Opened(
                Props.APPROVAL,
                List.of("bob"),
                List.of(new ApprovalEvent.Escalation(Instant.parse("2026-01-05T12:00:00Z"), List.of("carol"))),
                Instant.parse("2026-01-06T09:00:00Z"));
    }

    public CompletionEvent.Finished answer(CompletionEvent.Requested asked, String text) {
        return Props.finished(asked, store(Props.response(text)));
    }

    public ContentRef store(byte[] content) {
        return contents.write(Props.TENANT, DataClassification.INTERNAL, "application/octet-stream", content);
    }

    public String text(ContentRef ref) {
        return new String(contents.read(ref), StandardCharsets.UTF_8);
    }

    public <T> T document(ContentRef ref, Class<T> type) {
        return Json.read(contents.read(ref), type);
    }

    public <C extends Payload> Rehearsal usually(Class<C> command, Handler<C> handler) {
        functions.usually(command, handler);
        return this;
    }

    /** For the next such command alone; further calls are for the ones after it. */
    public <C extends Payload> Rehearsal next(Class<C> command, Handler<C> handler) {
        functions.next(command, handler);
        return this;
    }

    public Rehearsal brokerFails(int times) {
        functions.brokerFails(times);
        return this;
    }

    /** As a host does that does not know an event's id again. */
    public Rehearsal everyFactComesTwice() {
        functions.deliverTimes(2);
        return this;
    }

    /** A fact that answers no command. */
    public Rehearsal later(Duration delay, Payload fact) {
        engine.after(delay, () -> functions.deliver(fact, id(), null));
        return this;
    }

    public Rehearsal raiseLater(Duration delay, String event, Object data) {
        engine.after(delay, () -> engine.raise(id(), event, Json.tree(data)));
        return this;
    }

    public String id() {
        return work.instanceId();
    }

    public CompleteOrchestrationAction perform() {
        return perform(Json.tree(work).toString());
    }

    /** @param input JSON, which may be no {@link TicketWork} */
    public CompleteOrchestrationAction perform(String input) {
        engine.start(TicketToPullRequest.NAME, id(), input);
        return engine.runToTheEndOf(id());
    }

    public Ending play() {
        CompleteOrchestrationAction completion = perform();
        return Json.read(completion.getResult().getValue().getBytes(StandardCharsets.UTF_8), Ending.class);
    }

    /** Sets an alarm and waits for it. */
    public CompleteOrchestrationAction ring(AlarmWork alarm) {
        engine.start(Alarm.NAME, alarm.instanceId(), Json.tree(alarm).toString());
        return engine.runToTheEndOf(alarm.instanceId());
    }

    public <C extends Payload> List<C> commands(Class<C> command) {
        return functions.commands(command);
    }

    public List<Publication> published() {
        return functions.published();
    }

    public List<History> histories() {
        return engine.instances().stream().map(Instance::history).toList();
    }

    /** What people saw on the root instance, one after the other. */
    public List<String> statuses() {
        return histories().getFirst().turns().stream()
                .map(turn -> turn.response().getCustomStatus().getValue())
                .filter(status -> !status.isEmpty())
                .map(status -> Json.read(status.getBytes(StandardCharsets.UTF_8), String.class))
                .distinct()
                .toList();
    }

    public Instant now() {
        return engine.now();
    }
}
