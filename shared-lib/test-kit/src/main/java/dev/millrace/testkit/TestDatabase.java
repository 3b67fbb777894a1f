package dev.millrace.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A database of its own on a real PostgreSQL server that every test of one JVM shares. The server starts at the first
 * use and ends with the JVM; it forgets everything, so it does without fsync.
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int port;
    private final String name;

    private TestDatabase(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** Creates an empty database. */
    public static TestDatabase create() {
        var database = new TestDatabase(Server.POSTGRES.getPort(), "test_" + NEXT.incrementAndGet());
        execute(Server.adminUrl("postgres"), "CREATE DATABASE " + database.name);
        return database;
    }

    /**
     * Runs migrations as the platform does: one schema with an owner that migrates and a role of the same name that
     * only runs, both with the password {@code test}.
     *
     * @param schema schema and run role; the owner is {@code <schema>_owner}
     * @param folders folders with Flyway scripts, absolute
     */
    public TestDatabase migrate(String schema, Path... folders) {
        createRole(schema);
        createSchema(schema);
        execute(adminUrl(), "GRANT USAGE ON SCHEMA %1$s TO %1$s".formatted(schema));
        flyway(schema, schema, folders);
        return this;
    }

    /**
     * Runs the migrations of a schema that several functions share.
     *
     * @param role the run role that gets access; it exists
     */
    public TestDatabase shared(String schema, String role, Path... folders) {
        createSchema(schema);
        flyway(schema, role, folders);
        return this;
    }

    private void createSchema(String schema) {
        createRole(schema + "_owner");
        execute(adminUrl(), "CREATE SCHEMA %1$s AUTHORIZATION %1$s_owner".formatted(schema));
    }

    private void createRole(String role) {
        execute(adminUrl(), """
            DO $$ BEGIN
              CREATE ROLE %s LOGIN PASSWORD 'test';
            EXCEPTION WHEN duplicate_object THEN NULL; END $$
            """.formatted(role));
    }

    private void flyway(String schema, String role, Path... folders) {
        Flyway.configure()
                .dataSource(url(), schema + "_owner", "test")
                .schemas(schema)
                .outOfOrder(true)
                .placeholders(Map.of("schema", schema, "role", role, "roles", role))
                .locations(Arrays.stream(folders)
                        .map(folder -> "filesystem:" + folder)
                        .toArray(String[]::new))
                .load()
                .migrate();
    }

    /** Creates a database with everything that is in this one, to which nobody may be connected meanwhile. */
    public TestDatabase copy() {
        var copy = new TestDatabase(port, "test_" + NEXT.incrementAndGet());
        execute(Server.adminUrl("postgres"), "CREATE DATABASE %s TEMPLATE %s".formatted(copy.name, name));
        return copy;
    }

    public int port() {
        return port;
    }

    public String name() {
        return name;
    }

    /** JDBC URL without user. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** JDBC URL of the superuser, who is above row-level security. */
    public String adminUrl() {
        return Server.adminUrl(name);
    }

    public Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, "test");
    }

    public Connection connectAsAdmin() throws SQLException {
        return DriverManager.getConnection(adminUrl());
    }

    @Override
    public void close() {
        execute(Server.adminUrl("postgres"), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database refused: " + sql, e);
        }
    }

    /** Started when first touched. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(postgres)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
            }
        }

        private static void closeQuietly(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                System.err.println("The embedded PostgreSQL did not stop: " + e.getMessage());
            }
        }

        static String adminUrl(String database) {
            return "jdbc:postgresql://127.0.0.1:" + POSTGRES.getPort() + "/" + database + "?user=postgres";
        }
    }
}
