package dev.millrace.approval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.approval.link.Links;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.content.ContentStore;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;

/** A tenant of its own for each test, the broker that brings events, and the people who are asked. */
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
public abstract class ApprovalFixture {

    protected static final ObjectMapper JSON = new ObjectMapper();
    protected static final String DIFF = "df087996d45b03e7eb8c133c0298fd98d35113fca26aaba58612fef3cc212cad";

    protected static final String TEAM = """
        people:
          - {id: ada, name: Ada Lovelace, email: ada@example.com, language: en}
          - {id: bob, name: Bob, accounts: ["CORP\\\\bob"]}
          - {id: cy, name: Cy}
          - {id: erika, name: Erika, email: erika@example.com}
          - {id: dora, name: Dora}
        groups:
          reviewers: [ada, bob, erika]
          leads: [cy]
        approvals:
          approvers: [reviewers]
          needed: %d
          deadline: P2D
          escalations:
            - {after: PT4H}
            - {after: PT8H, to: [leads]}
        """;

    protected RecordingSink broker;
    protected TestDatabase database;
    protected TeamFolder teams;

    @Inject
    protected HandClock clock;

    @Inject
    protected Approvals approvals;

    @Inject
    protected Ledger ledger;

    @Inject
    protected Links links;

    @Inject
    protected ContentStore contents;

    protected final TenantId tenant =
            new TenantId("t" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeEach
    void forgetWhatWasPublished() {
        broker.forget();
    }

    protected void team(int needed) {
        teams.write(tenant.value(), TEAM.formatted(needed));
    }

    /** The question as a workflow asks it. */
    protected ObjectNode question() {
        ObjectNode question = JSON.createObjectNode();
        question.putObject("ticket").put("host", "ado").put("project", "Fiber").put("id", "4711");
        question.putObject("pullRequest")
                .put("host", "ado")
                .put("project", "Fiber")
                .put("repository", "web")
                .put("number", "311");
        question.put("url", "https://dev.azure.com/fabrikam/311")
                .put("title", "feat: a setting")
                .put("author", "Erika <erika@example.com>")
                .put("plan", put("# The plan\n\n- one\n- two\n"))
                .put("target", "34a04005bcaf206eec990bd9637d9fdb6725e0a0")
                .put("head", "9f2e6d33a3717ee826353a404ba4618d1aeeb687")
                .put("diff", DIFF);
        question.putArray("checks").add("fiber-ci succeeded");
        question.putObject("costSoFar").put("nanos", 182_000_000).put("currency", "EUR");
        return question;
    }

    protected String put(String text) {
        return contents.put(tenant, text.getBytes(StandardCharsets.UTF_8), Duration.ofDays(1))
                .await()
                .indefinitely()
                .toString();
    }

    protected Response deliver(String type, String id, Object data) {
        return delivery(type, id, data).post("/");
    }

    private RequestSpecification delivery(String type, String id, Object data) {
        return given().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/workflows/test")
                .header("ce-type", "dev.millrace.approval." + type + ".v1")
                .header("ce-time", clock.instant().toString())
                .header("ce-tenant", tenant.value())
                .header("ce-correlationid", "ado/Fiber/4711")
                .header("ce-instanceid", "i-1")
                .contentType("application/json")
                .body(data.toString());
    }

    protected Response deliver(String type, Object data) {
        return deliver(type, UUID.randomUUID().toString(), data);
    }

    /** Opens a question and forgets what was published about it. */
    protected UUID open(ObjectNode question) {
        Response answer = deliver("requested", question);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        broker.forget();
        return UUID.fromString(answer.jsonPath().getString("approval"));
    }

    protected UUID open() {
        return open(question());
    }

    /** As {@link #open(ObjectNode)}, in a trace. */
    protected UUID open(ObjectNode question, String traceparent) {
        Response answer = delivery("requested", UUID.randomUUID().toString(), question)
                .header("ce-traceparent", traceparent)
                .post("/");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        broker.forget();
        return UUID.fromString(answer.jsonPath().getString("approval"));
    }

    protected ObjectNode vote(UUID approval, String person, boolean approves) {
        return act(approval, person)
                .put("approves", approves)
                .put("diff", DIFF)
                .put("comment", approves ? null : "Not like this.");
    }

    /** What is common to all that people do; a retraction is no more. */
    protected ObjectNode act(UUID approval, String person) {
        ObjectNode act = JSON.createObjectNode()
                .put("approval", approval.toString())
                .put("person", person)
                .put("form", UUID.randomUUID().toString())
                .put("means", "link");
        act.putObject("origin").put("agent", "Firefox");
        return act;
    }

    /** Brings the function everything that its doors published, as the broker does. */
    protected List<Response> bringBack() {
        List<Response> answers = new ArrayList<>();
        for (String act : List.of("vote-requested", "delegation-requested", "retraction-requested")) {
            for (JsonNode event : published(act)) {
                answers.add(given().contentType("application/cloudevents+json")
                        .body(event.toString())
                        .post("/"));
            }
        }
        return answers;
    }

    protected static List<Response> atOnce(List<Callable<Response>> calls) throws InterruptedException {
        List<Response> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return answers;
    }

    /** What came of everything that people did, in its order. */
    protected List<String> results(UUID approval) {
        return ledger.trail(tenant, approval).await().indefinitely().acts().stream()
                .map(Ledger.Act::result)
                .toList();
    }

    protected List<JsonNode> published(String name) {
        return broker.bodies().stream()
                .map(ApprovalFixture::json)
                .filter(event -> event.path("type").asText().contains("." + name + ".v1"))
                .toList();
    }

    protected Approvals.Asked asked(UUID approval) {
        return approvals.find(tenant, approval).await().indefinitely().orElseThrow();
    }

    protected State state(UUID approval) {
        return asked(approval).approval().state();
    }

    protected long count(String table) {
        try (var connection = database.connectAsAdmin();
                var statement =
                        connection.prepareStatement("SELECT count(*) FROM approval." + table + " WHERE tenant = ?")) {
            statement.setString(1, tenant.value());
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
