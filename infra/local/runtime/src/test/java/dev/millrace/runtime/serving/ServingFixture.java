package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.testing.ManualTime;
import dev.millrace.runtime.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One service of {@code TestFunction} processes, and time that a test moves. */
abstract class ServingFixture {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    final ManualTime time = new ManualTime();
    final List<ServingEvent> events = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Serving serving;

    @BeforeEach
    void folder() throws Exception {
        Files.createDirectories(data);
    }

    @AfterEach
    void stop() {
        if (serving != null) {
            serving.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Serving serving(ServiceManifest service, Map<String, String> environment) throws Exception {
        serving = new Serving(
                vertx,
                List.of(service),
                new TestServices(data, environment),
                ProcessTable.open(data),
                new Ports(new Random()),
                events::add,
                time,
                time);
        serving.start();
        return serving;
    }

    static ServiceManifest service(Map<String, String> annotations, int concurrency) {
        return TestServices.service("echo", annotations, concurrency, 60);
    }

    static List<Future<Seat>> seats(Serving serving, int count) {
        var seats = new ArrayList<Future<Seat>>();
        for (int i = 0; i < count; i++) {
            seats.add(serving.seat("echo", PATIENCE));
        }
        return seats;
    }

    static Seat join(Future<Seat> seat) throws Exception {
        return seat.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    static List<Seat> joinAll(List<Future<Seat>> seats) throws Exception {
        var joined = new ArrayList<Seat>();
        for (Future<Seat> seat : seats) {
            joined.add(join(seat));
        }
        return joined;
    }

    HttpResponse<String> get(Seat seat, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + seat.address().port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    static ServiceStatus only(Serving serving) {
        return serving.status().getFirst();
    }

    static long pidOfOnly(Serving serving) {
        return only(serving).instances().getFirst().pid();
    }

    static void awaitInstances(Serving serving, int count) {
        await().atMost(30, SECONDS).until(() -> only(serving).instances().size() == count);
    }

    void awaitCrashes(int count) {
        await().atMost(30, SECONDS)
                .until(() -> events.stream()
                                .filter(ServingEvent.Crashed.class::isInstance)
                                .count()
                        == count);
    }

    String log() throws Exception {
        return Files.readString(data.resolve("logs/echo.log"));
    }
}
