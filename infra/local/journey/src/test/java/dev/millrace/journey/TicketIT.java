package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job, end to end: a ticket in Azure DevOps, here the forge, becomes a draft whose first build fails; it is
 * mended, approved by a person, merged, documented and costed. The stand-in answers for a model.
 */
class TicketIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTicketBecomesAMergedDocumentedAndCostedPullRequest(@TempDir Path folder) throws Exception {
        try (SpawnedHouse house = SpawnedHouse.start();
                Forge forge = Forge.start(ForgeSettings.in(folder.resolve("forge")))) {
            // Given
            new Seed(forge.core()).sow("shop");
            Path token = Files.writeString(folder.resolve("token"), forge.token(Forge.CARETAKER));
            assertThat(connect(house, forge, token)).isZero();

            Files.writeString(
                    Files.createDirectories(house.tenants().resolveSibling("directory"))
                            .resolve("acme.yaml"),
                    """
                    people:
                      - {id: grace, name: Grace, email: grace@millrace.test}
                      - {id: ada, name: Ada, email: ada@millrace.test}
                    approvals: {approvers: [ada, grace]}
                    """);

            // When
            ticket(forge, """
                    At first replace "apple 30" with "apple thirty" in prices.txt.
                    Replace "apple 30" with "apple 35" in prices.txt.
                    """);
            bringUntil(house, forge, token, "dev.millrace.approval.opened.v1");
            assertThat(pulls(forge))
                    .singleElement()
                    .satisfies(pull -> assertThat(text(forge, pull.source())).isEqualTo("apple 35\npear 45\n"));
            assertThat(text(forge, "main")).isEqualTo("apple 30\npear 45\n");
            assertThat(page(house, question(house), "grace"))
                    .as("what is to be approved")
                    .contains("- apple 30</del>", "+ apple 35</ins>");
            assertThat(run(new StringWriter(), house, List.of("approvals", "approve", question(house), "--as", "ada")))
                    .as("who wrote the ticket may not approve it")
                    .isNotZero();
            assertThat(run(
                            new StringWriter(),
                            house,
                            List.of("approvals", "approve", question(house), "--as", "grace")))
                    .isZero();
            bringUntil(house, forge, token, "dev.millrace.docs.proposed.v1");

            // Then
            house.awaitDrained(LONG);
            assertThat(text(forge, "main")).isEqualTo("apple 35\npear 45\n");
            assertThat(pulls(forge))
                    .hasSize(2)
                    .filteredOn(pull -> pull.state() == PullRequest.State.MERGED)
                    .hasSize(1);
            assertThat(types(house).stream().filter("dev.millrace.build.completed.v1"::equals))
                    .as("a build that failed and one that did not")
                    .hasSizeGreaterThanOrEqualTo(2);
            traceHolds(house);
            await().atMost(LONG).untilAsserted(() -> {
                var cost = new StringWriter();
                assertThat(run(cost, house, List.of("cost", "report", "--by", "pull-request", "--tenant", "acme")))
                        .isZero();
                assertThat(cost.toString()).contains("ado/shop/shop/");
                assertThat(run(new StringWriter(), house, List.of("cost", "reconcile", "--tenant", "acme")))
                        .isZero();
            });
        }
    }

    /** One trace id from the hook to the changelog; only what the host tells of builds comes under another. */
    private static void traceHolds(SpawnedHouse house) throws IOException {
        var out = new StringWriter();
        String ticket = JSON.readTree(events(house))
                .valueStream()
                .map(event -> event.at("/attributes/correlationid").asText())
                .filter(correlation -> correlation.startsWith("ado/shop/"))
                .findFirst()
                .orElseThrow();
        assertThat(run(out, house, List.of("trace", ticket, "--json"))).isZero();
        JsonNode trace = JSON.readTree(out.toString()).path("trace");
        JsonNode opened = trace.path("steps").path(0);
        List<JsonNode> steps = steps(opened).toList();
        assertThat(steps.stream().map(step -> step.path("type").asText()))
                .contains(
                        "ticket.opened",
                        "context.collected",
                        "completion.finished",
                        "draft.opened",
                        "build.queued",
                        "build.completed",
                        "approval.opened",
                        "approval.vote-requested",
                        "approval.decided",
                        "pullrequest.merged",
                        "docs.proposed");
        assertThat(steps.stream()
                        .filter(step -> !step.path("type").asText().equals("build.completed"))
                        .filter(step -> !step.path("type").asText().equals("pullrequest.updated"))
                        .map(step -> step.path("traceId").asText())
                        .distinct())
                .as("trace ids")
                .hasSize(1);
        assertThat(opened.path("nanos").asLong()).isPositive();
        assertThat(run(new StringWriter(), house, List.of("trace", "no-such-ticket"))).isEqualTo(1);
    }

    private static Stream<JsonNode> steps(JsonNode step) {
        return Stream.concat(Stream.of(step), step.path("children").valueStream().flatMap(TicketIT::steps));
    }

    /** Stands between a host that cannot reach the platform and the platform, until something has happened. */
    private static void bringUntil(SpawnedHouse house, Forge forge, Path token, String type) {
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(connect(house, forge, token)).isZero();
            assertThat(types(house)).contains(type);
        });
    }

    private static String question(SpawnedHouse house) throws IOException {
        var out = new StringWriter();
        assertThat(run(out, house, List.of("approvals", "list", "--json"))).isZero();
        return JSON.readTree(out.toString()).at("/items/0/id").asText();
    }

    /** What somebody sees who follows their link. */
    private static String page(SpawnedHouse house, String question, String person)
            throws IOException, InterruptedException {
        var out = new StringWriter();
        assertThat(run(out, house, List.of("approvals", "show", question, "--json")))
                .isZero();
        URI link = JSON.readTree(out.toString())
                .path("people")
                .valueStream()
                .filter(each -> each.path("id").asText().equals(person))
                .map(each -> URI.create(each.path("link").asText()))
                .findFirst()
                .orElseThrow();
        URI here = house.gateway().resolve(link.getRawPath() + "?" + link.getRawQuery());
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(here).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static void ticket(Forge forge, String description) {
        TicketEdit edit = TicketEdit.nothing()
                .with(Ticket.TITLE, "The apple is too cheap")
                .with(Ticket.DESCRIPTION, description)
                .with(Ticket.TAGS, TextNode.valueOf("millrace"));
        forge.core()
                .tickets()
                .create(shop(forge), 0, "Bug", edit, forge.core().people().join("ada"));
    }

    private static Project shop(Forge forge) {
        return forge.core().projects().find("shop").orElseThrow();
    }

    private static List<PullRequest> pulls(Forge forge) {
        return forge.core().projects().repos(shop(forge)).stream()
                .flatMap(repo -> forge.core().pulls().of(repo).stream())
                .toList();
    }

    private static String text(Forge forge, String branch) {
        GitRepo git = forge.core()
                .projects()
                .git(forge.core().projects().repos(shop(forge)).getFirst());
        String head = git.branch(branch).orElseThrow();
        return new String(git.file(head, "prices.txt").orElseThrow(), StandardCharsets.UTF_8);
    }

    private static int connect(SpawnedHouse house, Forge forge, Path token) {
        return run(
                new StringWriter(),
                house,
                List.of(
                        "connect",
                        "ado",
                        "--once",
                        "--tenant",
                        "acme",
                        "--url",
                        forge.ado().toString(),
                        "--project",
                        "shop",
                        "--token-file",
                        token.toString(),
                        "--tenants",
                        house.tenants().toString()));
    }

    private static List<String> types(SpawnedHouse house) throws IOException {
        return JSON.readTree(events(house))
                .valueStream()
                .map(event -> event.at("/attributes/type"))
                .map(JsonNode::asText)
                .toList();
    }

    private static String events(SpawnedHouse house) {
        var out = new StringWriter();
        assertThat(run(out, house, List.of("events", "list", "--tenant", "acme", "--limit", "500", "--json")))
                .isZero();
        return out.toString();
    }

    private static int run(StringWriter out, SpawnedHouse house, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", house.data().toString()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(all.toArray(String[]::new));
    }
}
