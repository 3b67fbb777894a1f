package dev.millrace.durable.rehearsal;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.contracts.document.TicketContext.SourceFile;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.durable.steps.Policy;
import dev.millrace.durable.steps.TicketWork;
import dev.millrace.durable.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rehearsals are about: one ticket, its repository, its pull request. */
public final class Props {

    public static final TenantId TENANT = new TenantId("acme");
    public static final TicketRef TICKET = new TicketRef("ado", "shop", "4711");
    public static final RepositoryRef REPOSITORY = new RepositoryRef("ado", "shop", "web");
    public static final PullRequestRef PULL_REQUEST = new PullRequestRef("ado", "shop", "web", "12");
    public static final PullRequestRef DOCS = new PullRequestRef("ado", "shop", "web", "13");
    public static final String TARGET = "a".repeat(40);
    public static final String HEAD = "b".repeat(40);
    public static final String FIXED = "c".repeat(40);
    public static final String FOREIGN = "d".repeat(40);
    public static final String MERGE = "e".repeat(40);
    public static final UUID APPROVAL = UUID.fromString("6a0c9a5e-60a2-4f0a-8a67-3a8f2a8e0001");
    public static final Money PRICE = new Money(42_000_000, "EUR");

    public static final TicketContext CONTEXT = new TicketContext(
            TICKET,
            "Greet politely",
            "The greeting should say please.",
            List.of(new SourceFile("src/Hello.java", "class Hello {\n    String text = \"hi\";\n}\n")),
            List.of("README.md", "src/Hello.java"));

    public static final String EDITS = """
            Here you are:
            ```json
            {"edits": [{"action": "replace", "path": "src/Hello.java", "search": "\\"hi\\"", "text": "\\"hi, please\\""}]}
            ```
            """;
    public static final String FIX = """
            {"edits": [{"action": "write", "path": "src/Please.java", "text": "class Please {}\\n"}]}
            """;

    private Props() {}

    public static TicketWork work() {
        return work(Policy.DEFAULT);
    }

    public static TicketWork work(Policy policy) {
        return new TicketWork(
                TicketWork.VERSION,
                TENANT,
                TICKET,
                0,
                "Greet politely",
                null,
                null,
                DataClassification.INTERNAL,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                policy);
    }

    public static Digest diff(String head) {
        return Digest.of(TARGET + head);
    }

    static ContextEvent.Collected collected(ContentRef context) {
        return new ContextEvent.Collected(
                TICKET, CONTEXT.title(), "alice", REPOSITORY, "refs/heads/main", TARGET, context, 1, true);
    }

    static CompletionEvent.Finished finished(CompletionEvent.Requested asked, ContentRef response) {
        return new CompletionEvent.Finished(asked.purpose(), "some-model", response, 1200, 300, PRICE);
    }

    static byte[] response(String text) {
        var response = Json.object();
        response.putArray("choices")
                .addObject()
                .putObject("message")
                .put("role", "assistant")
                .put("content", text);
        return Json.bytes(response);
    }

    public static DraftEvent.Opened opened(String branch, String head) {
        return new DraftEvent.Opened(PULL_REQUEST, branch, TARGET, head, diff(head), null, null);
    }

    public static DraftEvent.StatusReported draftStatus(String branch, @Nullable String head) {
        return new DraftEvent.StatusReported(
                REPOSITORY,
                branch,
                head,
                head == null ? null : opened(branch, head),
                head == null ? null : Status.OPEN);
    }

    public static BuildRef build(String commit) {
        return new BuildRef("ado", "shop", commit.substring(0, 4));
    }

    public static BuildEvent.Completed completed(String commit, BuildEvent.Result result) {
        return new BuildEvent.Completed(build(commit), "ci", result, commit, null, null, null, null);
    }

    public static PullRequestEvent.Updated updated(Status status, String head) {
        return new PullRequestEvent.Updated(PULL_REQUEST, status, true, "refs/heads/x", "refs/heads/main", head, null);
    }

    public static PullRequestEvent.Merged merged(String head) {
        return new PullRequestEvent.Merged(PULL_REQUEST, "refs/heads/main", head, MERGE, null);
    }

    public static ApprovalEvent.Decided decided(ApprovalEvent.Outcome outcome, Digest diff) {
        boolean yes = outcome == ApprovalEvent.Outcome.APPROVED;
        boolean voted = yes || outcome == ApprovalEvent.Outcome.REJECTED;
        Instant at = Instant.parse("2026-01-05T10:00:00Z");
        return new ApprovalEvent.Decided(
                APPROVAL,
                outcome,
                diff,
                voted ? List.of(new ApprovalEvent.Vote("bob", yes, at, null)) : List.of(),
                yes ? null : "not like this");
    }
}
