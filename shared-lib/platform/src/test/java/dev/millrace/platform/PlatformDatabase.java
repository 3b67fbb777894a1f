package dev.millrace.platform;

import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** A function called probe: the schemas that the platform's own migrations make, a table of notes, and a broker. */
public class PlatformDatabase implements QuarkusTestResourceLifecycleManager {

    private static final Path PLATFORM = Path.of(System.getProperty("millrace.root"), "shared-lib/platform/src");
    private static final Path MIGRATIONS = PLATFORM.resolve("main/resources/db/migration");

    @SuppressWarnings("NullAway.Init") // set by start()
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by start()
    private RecordingSink sink;

    @Override
    public Map<String, String> start() {
        database = TestDatabase.create()
                .migrate("probe", MIGRATIONS.resolve("platform"), PLATFORM.resolve("test/resources/db/probe"))
                .shared("content", "probe", MIGRATIONS.resolve("content"));
        sink = RecordingSink.start();
        return Map.of(
                "quarkus.datasource.reactive.url",
                "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name(),
                "quarkus.datasource.username",
                "probe",
                "quarkus.datasource.password",
                "test",
                "K_SINK",
                sink.address());
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
}
