package dev.millrace.platform;

import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** The schemas that the platform's own migrations make, for a function called probe. */
public class PlatformDatabase implements QuarkusTestResourceLifecycleManager {

    static final Path MIGRATIONS =
            Path.of(System.getProperty("millrace.root"), "shared-lib/platform/src/main/resources/db/migration");

    private TestDatabase database;

    @Override
    public Map<String, String> start() {
        database = TestDatabase.create()
                .migrate("probe", MIGRATIONS.resolve("platform"))
                .shared("content", "probe", MIGRATIONS.resolve("content"));
        return Map.of(
                "quarkus.datasource.reactive.url",
                "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name(),
                "quarkus.datasource.username",
                "probe",
                "quarkus.datasource.password",
                "test");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
    }

    @Override
    public void stop() {
        database.close();
    }
}
