package dev.millrace.deadletter;

import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** What stands around the function: its schema, the broker, and the operator's token. */
@SuppressWarnings("NullAway.Init") // start comes first
public class DeadLetterSurroundings implements QuarkusTestResourceLifecycleManager {

    public static final String TOKEN = "letters-for-operators-only";

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    private TestDatabase database;
    private RecordingSink broker;

    @Override
    public Map<String, String> start() {
        database = TestDatabase.create()
                .migrate(
                        "dead_letter",
                        ROOT.resolve("shared-lib/platform/src/main/resources/db/migration/platform"),
                        ROOT.resolve("functions/dead-letter/src/main/resources/db/migration/dead_letter"));
        broker = RecordingSink.start();
        return Map.of(
                "quarkus.datasource.reactive.url",
                "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name(),
                "quarkus.datasource.username",
                "dead_letter",
                "quarkus.datasource.password",
                "test",
                "millrace.operator.token",
                TOKEN,
                "K_SINK",
                broker.address());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
        injector.injectIntoFields(broker, new TestInjector.MatchesType(RecordingSink.class));
    }

    @Override
    public void stop() {
        broker.close();
        database.close();
    }
}
