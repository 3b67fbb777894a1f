package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.notification.HookServer.Call;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.KilledFunction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged function, killed between its steps. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class NotificationKillIT extends NotificationFixture {

    private static final int NOTES = 60;
    private static final int AT_ONCE = 6;
    private static final int KILLS = 4;

    private final HttpClient http = HttpClient.newHttpClient();

    private static Map<String, String> environment() {
        Config config = ConfigProvider.getConfig();
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of(
                "quarkus.datasource.reactive.url",
                "quarkus.datasource.username",
                "quarkus.datasource.password",
                "millrace.directory.folder",
                "millrace.secrets.directory",
                "millrace.smtp.url",
                "K_SINK")) {
            environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), config.getValue(name, String.class));
        }
        environment.put("MILLRACE_NOTIFICATION_LEASE", "PT2S");
        environment.put("MILLRACE_WEBHOOKS_LOOPBACK", "true");
        return environment;
    }

    @Test
    void everybodyIsToldAndTwiceOnlyWhatWasUnderWay(@TempDir Path folder) throws Exception {
        // Given
        teamWithHooks();

        // When
        List<String> replies = new ArrayList<>();
        try (var function = new KilledFunction(environment(), folder.resolve("log"));
                var senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < NOTES; i++) {
                String id = "note-" + i;
                sent.add(senders.submit(() -> delivered(function.url(), id)));
            }
            var random = new Random(20261123);
            for (int i = 0; i < KILLS; i++) {
                awaitPort(function.url());
                function.kill(Duration.ofMillis(random.nextInt(500)));
            }
            for (Future<String> each : sent) {
                replies.add(each.get());
            }
        }

        // Then
        assertThat(replies).hasSize(NOTES).allMatch(reply -> reply.contains("[\"pager\",\"slack\",\"teams\"]"));
        List<Call> pager = hooks.calls(path("pager"));
        assertThat(pager.stream().map(call -> call.header("webhook-id")).distinct())
                .hasSize(NOTES);
        assertThat(pager).hasSizeLessThanOrEqualTo(NOTES + KILLS * AT_ONCE);
        assertThat(hooks.calls(path("slack"))).hasSizeBetween(NOTES, NOTES + KILLS * AT_ONCE);
    }

    private void awaitPort(URI url) {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
            return true;
        });
    }

    /** What a broker does: again until there is an answer. */
    private String delivered(URI url, String id) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/functions/test")
                .header("ce-type", "dev.millrace.notification.requested.v1")
                .header("ce-time", "2026-11-23T10:00:00Z")
                .header("ce-tenant", tenant.value())
                .POST(HttpRequest.BodyPublishers.ofString("""
                    {"severity":"p2","template":"workflow-stopped","to":[],"values":{"ticket":"%s"}}""".formatted(id)))
                .build();
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class) // killed: the next try finds the new process
                .until(
                        () -> http.send(request, HttpResponse.BodyHandlers.ofString()),
                        answer -> answer.statusCode() == 200)
                .body();
    }
}
