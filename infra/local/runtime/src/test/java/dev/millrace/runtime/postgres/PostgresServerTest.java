package dev.millrace.runtime.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.secrets.SecretStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final PostgresBinaries BINARIES =
            new PostgresBinaries(Path.of("target/postgres").toAbsolutePath());

    @TempDir
    private Path data;

    private final List<PostgresServer> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (PostgresServer server : opened) {
            server.close();
        }
    }

    @Test
    void keepsWhatWasCommittedAndThePortOverARestart() throws Exception {
        // Given
        PostgresServer first = started(data);
        execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        int port = first.port();
        first.close();

        // When
        PostgresServer second = started(data);

        // Then
        assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        assertThat(second.port()).isEqualTo(port);
        assertThat(second.state())
                .isInstanceOfSatisfying(
                        ServerState.Running.class,
                        running -> assertThat(running.adopted()).isFalse());
    }

    @Test
    void isAsDurableAsAProductionServerAndListensOnLoopbackOnly() throws Exception {
        // When
        PostgresServer server = started(data);

        // Then
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(query(server, "SHOW " + setting)).isEqualTo("on");
        }
        assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query(server, "SHOW data_directory"))
                .isEqualTo(data.resolve("postgres").toRealPath().toString());
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        // Given
        PostgresServer server = started(data);

        // When
        Throwable attempt =
                catchThrowable(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "guess"));

        // Then
        assertThat(attempt).isInstanceOf(SQLException.class).hasMessageContaining("password authentication failed");
    }

    @Test
    void comesBackByItselfAfterItsPostmasterWasKilledInTheMiddleOfStatements() throws Exception {
        // Given
        PostgresServer server = started(data);
        List<ServerState> heard = Collections.synchronizedList(new ArrayList<>());
        server.listen(heard::add);
        execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        Connection busy = server.connect("postgres");
        Thread.ofVirtual().start(() -> runUntilCut(busy));
        await().atMost(30, SECONDS)
                .until(() -> query(
                                server,
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series%'"
                                        + " AND pid <> pg_backend_pid() AND state = 'active'")
                        .equals("1"));
        long killed = pid(server);

        // When
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        // Then
        await().atMost(30, SECONDS)
                .until(() -> server.state() instanceof ServerState.Running running && running.pid() != killed);
        assertThat(query(server, "SELECT answer FROM kept")).isEqualTo("42");
        assertThat(heard.getFirst()).isInstanceOf(ServerState.Down.class);
        assertThat(heard.getLast()).isInstanceOf(ServerState.Running.class);
    }

    @Test
    void adoptsTheServerThatAKilledRuntimeLeftBehind() throws Exception {
        // Given
        long pid = postmasterOfKilledRuntime();

        // When
        PostgresServer server = started(data);

        // Then
        assertThat(server.state()).isEqualTo(new ServerState.Running(pid, server.port(), true));
        assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void supervisesAnAdoptedServerLikeItsOwn() throws Exception {
        // Given
        long pid = postmasterOfKilledRuntime();
        PostgresServer server = started(data);

        // When
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        // Then
        await().atMost(30, SECONDS)
                .until(() -> server.state() instanceof ServerState.Running running && running.pid() != pid);
        assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void replacesARunningServerThatHasOtherSettings() throws Exception {
        // Given
        long pid = postmasterOfKilledRuntime();
        Files.writeString(data.resolve("postgres/postgresql.conf"), "port = 1");

        // When
        PostgresServer server = started(data);

        // Then
        assertThat(pid(server)).isNotEqualTo(pid);
        assertThat(query(server, "SHOW port")).isEqualTo(Integer.toString(server.port()));
    }

    @Test
    void isNotFooledByAStalePidFileWhoseNumberSomebodyElseHasNow() throws Exception {
        // Given
        started(data).close();
        Files.writeString(
                data.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n1\n"
                        + Files.readString(data.resolve("postgres.port")) + "\n\n127.0.0.1\n\nready   \n");

        // When
        PostgresServer server = started(data);

        // Then
        assertThat(pid(server)).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void choosesAnotherPortWhenAStrangerTookTheRememberedOne() throws Exception {
        // Given
        PostgresServer first = started(data);
        first.close();
        try (var stranger = new ServerSocket()) {
            stranger.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port()));

            // When
            PostgresServer second = started(data);

            // Then
            assertThat(second.port()).isNotEqualTo(first.port());
            assertThat(query(second, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsOverWhenTheDataDirectoryWasLeftHalfMade() throws Exception {
        // Given
        Files.createDirectories(data.resolve("postgres.new/base"));

        // When
        PostgresServer server = started(data);

        // Then
        assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void livesBesideTheServerOfAnotherDataDirectory(@TempDir Path other) throws Exception {
        // Given
        PostgresServer mine = started(data);

        // When
        PostgresServer theirs = started(other);

        // Then
        execute(mine, "CREATE TABLE mine ()");
        assertThat(theirs.port()).isNotEqualTo(mine.port());
        assertThat(query(theirs, "SELECT to_regclass('mine') IS NULL")).isEqualTo("t");
    }

    private PostgresServer started(Path folder) throws Exception {
        var secrets = new SecretStore(folder.resolve("secrets"), new SecureRandom());
        var server = new PostgresServer(folder, BINARIES, secrets, new Ports(new Random()));
        opened.add(server);
        server.start();
        return server;
    }

    private static long pid(PostgresServer server) {
        return ((ServerState.Running) server.state()).pid();
    }

    private static void runUntilCut(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM generate_series(1, 100000000000)");
        } catch (SQLException cut) {
            assertThat(cut.getSQLState()).isNotEqualTo("57014");
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** Runs a runtime in a JVM of its own, kills it, and says which server it left behind. */
    private long postmasterOfKilledRuntime() throws Exception {
        Process runtime = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresRuntimeMain.class.getName(),
                        data.toString(),
                        BINARIES.cache().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(runtime.inputReader().readLine()).isEqualTo("ready");
        runtime.destroyForcibly().waitFor();
        return PostmasterFile.read(data.resolve("postgres")).orElseThrow().pid();
    }
}
