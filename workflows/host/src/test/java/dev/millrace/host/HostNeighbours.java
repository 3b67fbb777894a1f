package dev.millrace.host;

import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the service finds around itself: its schema and the engine's on a real PostgreSQL, and a broker that records. */
public final class HostNeighbours implements QuarkusTestResourceLifecycleManager {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    @SuppressWarnings("NullAway.Init") // set by start()
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by start()
    private RecordingSink sink;

    @Override
    public Map<String, String> start() {
        Path root = Path.of(System.getProperty("millrace.root"));
        Path platform = root.resolve("shared-lib/platform/src/main/resources/db/migration");
        database = TestDatabase.create()
                .migrate(
                        "workflows_host",
                        platform.resolve("platform"),
                        root.resolve("workflows/host/src/main/resources/db/migration/workflows_host"))
                .shared("content", "workflows_host", platform.resolve("content"))
                .migrate("engine", root.resolve("workflows/engine/src/main/resources/db/migration/engine"));
        sink = RecordingSink.start();
        return Map.ofEntries(
                Map.entry(
                        "quarkus.datasource.reactive.url",
                        "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name()),
                Map.entry("quarkus.datasource.username", "workflows_host"),
                Map.entry("quarkus.datasource.password", "test"),
                Map.entry("millrace.engine.jdbc-url", database.url()),
                Map.entry("millrace.engine.username", "engine"),
                Map.entry("millrace.engine.password", "test"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("K_SINK", sink.address()),
                Map.entry("millrace.log.json", "false"),
                Map.entry("millrace.metering.interval", "0s"),
                Map.entry("millrace.content.key", KEY),
                Map.entry("millrace.operator.token", FunctionNeighbours.OPERATOR_TOKEN),
                Map.entry("millrace.tenants.directory", folder()),
                Map.entry("millrace.secrets.directory", folder()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
        injector.injectIntoFields(sink, new TestInjector.MatchesType(RecordingSink.class));
    }

    @Override
    public void stop() {
        sink.close();
        database.close();
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("millrace-host").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
