package dev.millrace.engine.cli;

import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.grpc.RemoteWorkers;
import dev.millrace.engine.grpc.SidecarServer;
import dev.millrace.engine.memory.MemoryStore;
import dev.millrace.engine.postgres.PostgresStore;
import dev.millrace.engine.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs an engine without orchestrators of its own: the SDK's workers bring them. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description = "A Durable Task sidecar for the SDK's gRPC workers and clients.")
public final class EngineCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(EngineCommand.class.getName());

    /** Where instances live. */
    enum Kind {
        MEMORY,
        POSTGRES
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "4001", description = "Port on the loopback interface, 0 for any.")
    private int port;

    @Option(names = "--store", defaultValue = "MEMORY", description = "${COMPLETION-CANDIDATES}, default memory.")
    private Kind kind;

    @Option(names = "--url", description = "JDBC URL of the database, for --store postgres.")
    private @Nullable String url;

    @Option(names = "--user", description = "Role of the database.")
    private @Nullable String user;

    @Option(names = "--password", description = "Its password.", defaultValue = "${env:ENGINE_PASSWORD:-}")
    private String password;

    @Option(names = "--migrate", description = "Brings the schema up to date first; the role must own it.")
    private boolean migrate;

    @Option(names = "--allow-recreate", description = "Lets callers delete every instance.")
    private boolean allowRecreate;

    /** Runs until the process is ended. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new EngineCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var config = EngineConfig.defaults();
        var workers = new RemoteWorkers(Clock.systemUTC(), config.remoteTimeout());
        var ended = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(farewell(ended, closed));
        try (Store store = store();
                Engine engine =
                        Engine.builder(store).config(config).remote(workers).start();
                SidecarServer server = SidecarServer.open(engine.client(), workers, port, allowRecreate)) {
            spec.commandLine().getOut().printf("The engine listens on 127.0.0.1:%d, store %s.%n", server.port(), kind);
            spec.commandLine().getOut().flush();
            ended.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** The process must not end before the engine has given its licence back. */
    private static Thread farewell(CountDownLatch ended, CountDownLatch closed) {
        return new Thread(() -> {
            ended.countDown();
            try {
                if (!closed.await(15, TimeUnit.SECONDS)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "The engine did not close in time; others take over after its lease");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Store store() {
        if (kind == Kind.MEMORY) {
            return new MemoryStore(Clock.systemUTC());
        }
        if (url == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say where the database is: --url jdbc:postgresql://host:port/name");
        }
        if (migrate) {
            PostgresStore.migrate(url, user, password, user == null ? "CURRENT_USER" : user);
        }
        return PostgresStore.open(url, user, password);
    }
}
