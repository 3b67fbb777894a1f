package dev.millrace.runtime.postgres;

import dev.millrace.runtime.process.Liveness;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server of a data directory, supervised: one that still runs from a killed runtime is adopted, one that
 * dies is started again. The caller holds the data directory's lock. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    /** The role above all others; only provisioning uses it. */
    public static final String SUPERUSER = "postgres";

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Path data;
    private final PostgresBinaries binaries;
    private final SecretStore secrets;
    private final ServerPort serverPort;
    private final List<ServerStateListener> listeners = new CopyOnWriteArrayList<>();
    private volatile ServerState state = new ServerState.Stopped();
    private volatile boolean stopping;
    private @Nullable Cluster cluster;
    private @Nullable Thread supervisor;
    private volatile int port;

    /**
     * @param data the runtime's data directory; the server's lies in its folder {@code postgres}
     * @param secrets keeps the superuser's password
     */
    public PostgresServer(Path data, PostgresBinaries binaries, SecretStore secrets, Ports ports) {
        this.data = data.toAbsolutePath();
        this.binaries = binaries;
        this.secrets = secrets;
        this.serverPort = new ServerPort(this.data.resolve("postgres.port"), ports);
    }

    /** Adds somebody who hears of later changes. */
    public void listen(ServerStateListener listener) {
        listeners.add(listener);
    }

    public ServerState state() {
        return state;
    }

    /** The port on loopback: the same for the whole life of the data directory, unless another program took it. */
    public int port() {
        return port;
    }

    /** JDBC address of a database, without a user. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password());
    }

    /**
     * Returns when the server takes connections; from then on it is supervised.
     *
     * @throws IOException when it cannot be made to run; the message says why
     */
    public synchronized void start() throws IOException, InterruptedException {
        Files.createDirectories(data);
        Cluster found = new Cluster(data.resolve("postgres"), binaries.unpack(), data.resolve("logs/postgres.log"));
        found.initialise(password());
        cluster = found;
        port = serverPort.get();
        ProcessHandle server = adopt(found).orElse(null);
        boolean adopted = server != null;
        if (server == null) {
            found.stop();
            if (!Ports.isFree(port)) {
                port = serverPort.choose();
            }
            server = found.start(new ServerSettings(port)).toHandle();
        }
        change(new ServerState.Running(server.pid(), port, adopted));
        ProcessHandle first = server;
        supervisor = Thread.ofVirtual().name("postgres-supervisor").start(() -> supervise(found, first));
    }

    /** Ends the server, cutting off its clients. What was committed is on disk. */
    @Override
    public synchronized void close() throws IOException {
        if (stopping) {
            return;
        }
        stopping = true;
        try {
            if (supervisor != null) {
                supervisor.interrupt();
                supervisor.join();
            }
            if (cluster != null) {
                cluster.stop();
            }
            change(new ServerState.Stopped());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String password() {
        return secrets.get("postgres", "superuser-password");
    }

    private Optional<ProcessHandle> adopt(Cluster found) throws IOException {
        Optional<ProcessHandle> running = found.running();
        if (running.isEmpty() || !found.suits(new ServerSettings(port))) {
            return Optional.empty();
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(5) ? running : Optional.empty();
        } catch (SQLException itDoesNotKnowUs) {
            return Optional.empty();
        }
    }

    private void supervise(Cluster supervised, ProcessHandle first) {
        ProcessHandle server = first;
        Duration pause = SHORTEST_PAUSE;
        try {
            while (!stopping) {
                awaitEnd(server);
                change(new ServerState.Down("PostgreSQL ended unexpectedly", Duration.ZERO));
                Optional<ProcessHandle> next = restart(supervised, pause);
                while (next.isEmpty()) {
                    Thread.sleep(pause);
                    Duration doubled = pause.multipliedBy(2);
                    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
                    next = restart(supervised, pause);
                }
                server = next.get();
                pause = SHORTEST_PAUSE;
                change(new ServerState.Running(server.pid(), port, false));
            }
        } catch (InterruptedException close) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> restart(Cluster supervised, Duration pause) throws InterruptedException {
        try {
            return Optional.of(supervised.start(new ServerSettings(port)).toHandle());
        } catch (IOException e) {
            change(new ServerState.Down(String.valueOf(e.getMessage()), pause));
            return Optional.empty();
        }
    }

    /** Asks, because an adopted server is not our child, and may stay a zombie that no event ever announces. */
    private static void awaitEnd(ProcessHandle server) throws InterruptedException {
        while (Liveness.isAlive(server)) {
            Thread.sleep(50);
        }
    }

    private void change(ServerState next) {
        state = next;
        listeners.forEach(listener -> listener.on(next));
    }
}
