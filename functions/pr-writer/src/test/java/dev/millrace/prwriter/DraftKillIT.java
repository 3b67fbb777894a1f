package dev.millrace.prwriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.forge.http.Fault;
import dev.millrace.testkit.KilledFunction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged function, killed between its steps, with a host that fails now and then. */
@QuarkusTest
class DraftKillIT extends Desk {

    private static final int DELIVERIES = 100;
    private static final int AT_ONCE = 16;
    private static final int KILLS = 5;
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();

    private static Map<String, String> environment() {
        Config config = ConfigProvider.getConfig();
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of(
                "quarkus.datasource.reactive.url",
                "quarkus.datasource.username",
                "quarkus.datasource.password",
                "millrace.content.key",
                "millrace.tenants.directory",
                "millrace.secrets.directory",
                "K_SINK")) {
            environment.put(
                    name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                    config.getValue(name, String.class));
        }
        environment.put("MILLRACE_PR_WRITER_LEASE", "PT2S");
        return environment;
    }

    @Test
    void hundredDeliveriesOfOneRequestMakeOneDraft(@TempDir Path folder) throws Exception {
        // Given
        DraftEvent.Requested wish = draft(write("prices.txt", "apple 30\npear 40\n"), write("plums.txt", "plum 25\n"));
        byte[] body = json.writeValueAsBytes(wish);
        planFaults();

        // When
        Set<String> replies = new HashSet<>();
        try (var function = new KilledFunction(environment(), folder.resolve("log"));
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<String>> deliveries = new ArrayList<>();
            for (int i = 0; i < DELIVERIES; i++) {
                deliveries.add(() -> delivered(function.url(), body));
            }
            List<Future<String>> sent = deliveries.stream().map(senders::submit).toList();
            killBetweenSteps(function);
            for (Future<String> each : sent) {
                replies.add(each.get());
            }
        }

        // Then
        assertThat(replies).hasSize(1);
        DraftEvent.Opened opened = json.readValue(replies.iterator().next(), DraftEvent.Opened.class);
        assertThat(host.pullRequests().open(repository))
                .extracting(pull -> pull.ref())
                .containsExactly(opened.pullRequest());
        assertThat(host.repositories().head(repository, wish.branch())).contains(opened.head());
        assertThat(host.repositories().commit(repository, opened.head()).parents())
                .containsExactly(wish.targetCommit());
    }

    private void planFaults() {
        var faults = forge.faults();
        faults.plan("", "shop", new Fault.Effect.Answer(429, Map.of("Retry-After", "0"), "{}"), 2);
        faults.plan("POST", "pushes", new Fault.Effect.Drop(true), 1);
        faults.plan("POST", "pushes", new Fault.Effect.Answer(503, Map.of(), "{}"), 1);
        faults.plan("POST", "(?i)pullrequests", new Fault.Effect.Drop(false), 1);
        faults.plan("POST", "(?i)pullrequests", new Fault.Effect.Drop(true), 1);
        faults.plan("", "labels", new Fault.Effect.Delay(Duration.ofMillis(300)), 4);
    }

    /** Each kill comes at another moment after the function has answered for the first time. */
    private void killBetweenSteps(KilledFunction function) throws IOException, InterruptedException {
        var random = new Random(20261123);
        for (int i = 0; i < KILLS; i++) {
            awaitPort(function.url());
            function.kill(Duration.ofMillis(random.nextInt(600)));
        }
    }

    private void awaitPort(URI url) throws InterruptedException {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        });
    }

    /** What a broker does: again until there is an answer. */
    private String delivered(URI url, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "the-only-request")
                .header("ce-source", "/workflows/test")
                .header("ce-type", Catalogue.typeOf(DraftEvent.Requested.class))
                .header("ce-time", "2026-11-23T10:00:00Z")
                .header("ce-tenant", TENANT.value())
                .header("ce-correlationid", ticket.toString())
                .header("ce-instanceid", "instance-1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return await().atMost(GIVE_UP)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class) // killed: the next try finds the new process
                .until(
                        () -> http.send(request, HttpResponse.BodyHandlers.ofString()),
                        answer -> answer.statusCode() == 200)
                .body();
    }
}
