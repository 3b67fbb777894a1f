package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.cli.Millrace;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hooks from outside: what becomes of them, who may post them, and what else is reachable. */
@ExtendWith(Works.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    private static final String OPENED = "dev.millrace.ticket.opened.v1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Works works;
    private final String acme;
    private final String globex;

    JourneyIT(Works works) {
        this.works = works;
        this.acme = register("acme");
        this.globex = register("globex");
    }

    @Test
    void aHookBecomesATicketAndAnAuditEntry(@TempDir Path folder) throws Exception {
        // Given
        String id = UUID.randomUUID().toString();

        // When
        assertThat(post("acme", acme, ticket(id, "Fabrikam")).statusCode()).isEqualTo(202);

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(of("ado/Fabrikam/7", OPENED)).isNotEmpty());
        works.awaitDrained("acme");
        Path export = folder.resolve("audit.jsonl");
        assertThat(cli("audit", "export", export.toString())).isZero();
        assertThat(alone("audit", "verify", export.toString(), "--key", export + ".key"))
                .isZero();
    }

    @Test
    void aTicketStartsOneWorkflowThatAsksForItsContext() throws Exception {
        // Given
        String hook = ticket(UUID.randomUUID().toString(), "Asking");

        // When
        post("acme", acme, hook);
        post("acme", acme, ticket(UUID.randomUUID().toString(), "Asking"));

        // Then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(of("ado/Asking/7", "dev.millrace.context.requested.v1"))
                        .hasSize(1));
        works.awaitDrained("acme");
        assertThat(of("ado/Asking/7", OPENED)).hasSize(2);
        assertThat(of("ado/Asking/7", "dev.millrace.context.requested.v1")).hasSize(1);
        String instance = of("ado/Asking/7", "dev.millrace.context.requested.v1")
                .getFirst()
                .at("/attributes/instanceid")
                .asText();
        assertThat(cli("workflows", "show", instance)).isZero();
        assertThat(cli("workflows", "show", "unknown")).isEqualTo(1);
    }

    @Test
    void theSameHookTwiceHasOneOutcome() throws Exception {
        // Given
        String hook = ticket("twice-" + UUID.randomUUID(), "Twice");

        // When
        post("acme", acme, hook);
        post("acme", acme, hook);

        // Then
        works.awaitDrained("acme");
        List<JsonNode> opened = of("ado/Twice/7", OPENED);
        assertThat(opened.stream()
                        .map(event -> event.at("/attributes/id").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void oneTenantCannotUseAnothersDoor() throws Exception {
        assertThat(post("globex", acme, ticket("x", "Foreign")).statusCode()).isEqualTo(401);
        assertThat(post("acme", globex, ticket("x", "Foreign")).statusCode()).isEqualTo(401);
    }

    @Test
    void onlyPublicPathsAreReachable() throws Exception {
        for (String path :
                List.of("/", "/q/health", "/millrace/default", "/operator/status", "/hook-validation", "/x")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/audit/entries").statusCode()).isEqualTo(401);
        assertThat(get("/dead-letters").statusCode()).isEqualTo(401);
    }

    @Test
    void commandsAnswerForScripts() {
        assertThat(cli("status", "--json")).isZero();
        assertThat(cli("events", "list", "--limit", "5")).isZero();
        assertThat(cli("dlq", "list")).isZero();
        assertThat(cli("events", "show", "no-such-event")).isEqualTo(1);
        assertThat(alone("no-such-command")).isEqualTo(2);
    }

    private String register(String tenant) {
        SpawnedHouse house = works.house();
        var files = new TenantFiles(house.tenants(), house.secrets().folder("hook-secrets"));
        return files.add(new TenantFiles.Wanted(
                        new TenantId(tenant), null, HookKind.ADO, "boards", List.of(), List.of(), List.of()))
                .secret();
    }

    private HttpResponse<String> post(String tenant, String secret, String body)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("any:" + secret).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(works.house().gateway() + "/hooks/" + tenant + "/boards"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/json")
                        .timeout(LONG)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(works.house().gateway() + path))
                        .timeout(LONG)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Acme's events of a ticket and a type. */
    private List<JsonNode> of(String ticket, String type) {
        return works.events("acme", type).stream()
                .filter(event -> event.at("/attributes/correlationid").asText().equals(ticket))
                .toList();
    }

    private int cli(String... arguments) {
        return works.run(new StringWriter(), List.of(arguments));
    }

    /** A command that needs no platform. */
    private static int alone(String... arguments) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private static String ticket(String id, String project) {
        return """
            {"id":"%s","eventType":"workitem.created","resource":{"id":7,"rev":1,"fields":{
             "System.TeamProject":"%s","System.Title":"Add a flag","System.Tags":"millrace","System.State":"New"}}}""".formatted(id, project);
    }
}
