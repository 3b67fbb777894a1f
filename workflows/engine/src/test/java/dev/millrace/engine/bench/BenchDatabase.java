package dev.millrace.engine.bench;

import dev.millrace.engine.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/** A PostgreSQL that loses nothing, in a folder of its own. */
final class BenchDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path folder;

    private BenchDatabase(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static BenchDatabase start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", ".")), "bench-pg");
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        var database = new BenchDatabase(server, folder);
        database.execute("CREATE ROLE engine LOGIN SUPERUSER PASSWORD 'test'");
        database.execute("CREATE DATABASE dbos OWNER engine");
        PostgresStore.migrate(database.url(), "engine", "test", "engine");
        return database;
    }

    String url() {
        return url("postgres");
    }

    String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** Every measurement begins with empty tables, hosts that are gone included, and a fresh checkpoint. */
    void clear() throws SQLException {
        execute("TRUNCATE engine.host, engine.instance, engine.history, engine.payload, engine.inbox, engine.receipt");
        execute("UPDATE engine.shard SET host = NULL");
        execute("CHECKPOINT");
    }

    long count(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url() + "?user=postgres");
                var statement = connection.createStatement();
                var results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url() + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
