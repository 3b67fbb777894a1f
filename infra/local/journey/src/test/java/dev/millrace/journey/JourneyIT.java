package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job as far as it goes: the platform as a process, hooks from outside, functions from zero. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private SpawnedHouse house;
    private String acme = "";
    private String globex = "";

    @BeforeAll
    void start() throws IOException, InterruptedException {
        house = SpawnedHouse.start();
        acme = register("acme");
        globex = register("globex");
    }

    @AfterAll
    void stop() throws IOException {
        house.close();
    }

    @Test
    void aHookBecomesATicketAndAnAuditEntryFromZeroProcesses(@TempDir Path folder) throws Exception {
        // Given
        String id = UUID.randomUUID().toString();

        // When
        assertThat(post("acme", acme, ticket(id, "Fabrikam")).statusCode()).isEqualTo(202);

        // Then
        await().atMost(LONG).untilAsserted(() -> assertThat(types("acme")).contains("dev.millrace.ticket.opened.v1"));
        house.awaitDrained(LONG);
        Path export = folder.resolve("audit.jsonl");
        assertThat(cli("audit", "export", export.toString())).isZero();
        assertThat(cli("audit", "verify", export.toString(), "--key", export + ".key"))
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
        house.awaitDrained(LONG);
        assertThat(of("ado/Asking/7", "dev.millrace.ticket.opened.v1")).hasSize(2);
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
        house.awaitDrained(LONG);
        List<JsonNode> opened = of("ado/Twice/7", "dev.millrace.ticket.opened.v1");
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
        assertThat(cli("no-such-command")).isEqualTo(2);
    }

    private String register(String tenant) {
        var files = new TenantFiles(house.tenants(), house.secrets().folder("hook-secrets"));
        return files.add(new TenantFiles.Wanted(
                        new TenantId(tenant), null, HookKind.ADO, "boards", List.of(), List.of(), List.of()))
                .secret();
    }

    private HttpResponse<String> post(String tenant, String secret, String body)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("any:" + secret).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(house.gateway() + "/hooks/" + tenant + "/boards"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/json")
                        .timeout(LONG)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(house.gateway() + path))
                        .timeout(LONG)
                        .build(),
                BodyHandlers.ofString());
    }

    private List<String> types(String tenant) throws IOException {
        return events(tenant).stream()
                .map(event -> event.at("/attributes/type").asText())
                .toList();
    }

    private List<JsonNode> events(String tenant) throws IOException {
        var out = new StringWriter();
        assertThat(run(out, "events", "list", "--tenant", tenant, "--limit", "500", "--json"))
                .isZero();
        return JSON.readTree(out.toString()).valueStream().toList();
    }

    /** Acme's events of a ticket and a type. */
    private List<JsonNode> of(String ticket, String type) throws IOException {
        return events("acme").stream()
                .filter(event -> event.at("/attributes/correlationid").asText().equals(ticket))
                .filter(event -> event.at("/attributes/type").asText().equals(type))
                .toList();
    }

    private int cli(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    private int run(StringWriter out, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        boolean needsPlatform = !List.of(arguments).contains("verify") && !arguments[0].startsWith("no-");
        if (needsPlatform) {
            all.addAll(List.of("--data", house.data().toString()));
        }
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(all.toArray(String[]::new));
    }

    private static String ticket(String id, String project) {
        return """
            {"id":"%s","eventType":"workitem.created","resource":{"id":7,"rev":1,"fields":{
             "System.TeamProject":"%s","System.Title":"Add a flag","System.Tags":"millrace","System.State":"New"}}}""".formatted(id, project);
    }
}
