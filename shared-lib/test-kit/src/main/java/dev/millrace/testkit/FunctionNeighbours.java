package dev.millrace.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * What a function finds around itself: its migrated schema on a real PostgreSQL, a broker that records, keys, and an
 * empty folder for tenants and one for secrets. Tests get at them by fields of type {@link TestDatabase}, {@link
 * RecordingSink} and {@link Folders}.
 *
 * <p>Needs the argument {@code function}: the name of the folder under {@code functions/}.
 */
public final class FunctionNeighbours implements QuarkusTestResourceLifecycleManager {

    /** What every operator call must present. */
    public static final String OPERATOR_TOKEN = "operator-token-of-the-tests";

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private String function = "";

    @SuppressWarnings("NullAway.Init") // set by start()
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by start()
    private RecordingSink sink;

    @SuppressWarnings("NullAway.Init") // set by start()
    private Folders folders;

    /** Where the function reads its tenants and mounted secrets. */
    public record Folders(Path tenants, Path secrets) {}

    @Override
    public void init(Map<String, String> args) {
        function = Objects.requireNonNull(args.get("function"), "FunctionNeighbours needs the argument 'function'");
    }

    @Override
    public Map<String, String> start() {
        String schema = function.replace('-', '_');
        Path root = Path.of(System.getProperty("millrace.root"));
        Path platform = root.resolve("shared-lib/platform/src/main/resources/db/migration");
        Path own = root.resolve("functions/" + function + "/src/main/resources/db/migration/" + schema);
        database = TestDatabase.create()
                .migrate(schema, existing(platform.resolve("platform"), own))
                .shared("content", schema, platform.resolve("content"));
        sink = RecordingSink.start();
        folders = new Folders(folder("tenants"), folder("secrets"));
        return Map.ofEntries(
                Map.entry(
                        "quarkus.datasource.reactive.url",
                        "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name()),
                Map.entry("quarkus.datasource.username", schema),
                Map.entry("quarkus.datasource.password", "test"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("K_SINK", sink.address()),
                Map.entry("millrace.log.json", "false"),
                Map.entry("millrace.metering.interval", "0s"),
                Map.entry("millrace.content.key", KEY),
                Map.entry("millrace.audit.signing-key", KEY),
                Map.entry("millrace.operator.token", OPERATOR_TOKEN),
                Map.entry(
                        "millrace.prices.file",
                        root.resolve("infra/knative/prices/book.yaml").toString()),
                Map.entry("millrace.tenants.directory", folders.tenants().toString()),
                Map.entry("millrace.secrets.directory", folders.secrets().toString()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
        injector.injectIntoFields(sink, new TestInjector.MatchesType(RecordingSink.class));
        injector.injectIntoFields(folders, new TestInjector.MatchesType(Folders.class));
    }

    @Override
    public void stop() {
        sink.close();
        database.close();
    }

    /** Not every function has tables of its own. */
    private static Path[] existing(Path... folders) {
        return Arrays.stream(folders).filter(Files::isDirectory).toArray(Path[]::new);
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory("millrace-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
