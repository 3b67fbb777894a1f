package dev.millrace.engine.postgres;

import dev.millrace.engine.store.FencedException;
import dev.millrace.engine.store.Hosts;
import dev.millrace.engine.store.Shards;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Licences are rows; the server's clock says when they expire. */
final class PostgresHosts implements Hosts {

    private final Database database;

    PostgresHosts(Database database) {
        this.database = database;
    }

    @Override
    public void join(UUID host, Duration lease, boolean runs) {
        database.write(connection -> update(connection, """
                INSERT INTO engine.host (id, batch, expires_at, runs)
                VALUES (?, 0, clock_timestamp() + ? * interval '1 ms', ?)
                """, host, lease.toMillis(), runs));
    }

    @Override
    public Tenure renew(UUID host, Duration lease, boolean bury) {
        return database.write(connection -> {
            int licences = update(
                    connection,
                    "UPDATE engine.host SET expires_at = clock_timestamp() + ? * interval '1 ms' WHERE id = ?",
                    lease.toMillis(),
                    host);
            if (licences == 0) {
                throw new FencedException("Host " + host + " has no licence any more.");
            }
            if (bury) {
                bury(connection);
            }
            return share(connection, host);
        });
    }

    /** A host in the middle of a commit has its row locked, and is alive. */
    private static void bury(Connection connection) throws SQLException {
        update(connection, """
            DELETE FROM engine.host WHERE id IN (
              SELECT id FROM engine.host WHERE expires_at < clock_timestamp() FOR UPDATE SKIP LOCKED)
            """);
        update(connection, """
            UPDATE engine.shard SET host = NULL WHERE no IN (
              SELECT no FROM engine.shard
              WHERE host IS NOT NULL AND host NOT IN (SELECT id FROM engine.host)
              ORDER BY no FOR UPDATE SKIP LOCKED)
            """);
    }

    private static Tenure share(Connection connection, UUID host) throws SQLException {
        boolean runs = numbers(connection, "SELECT 1 FROM engine.host WHERE id = ? AND runs", host)
                .contains(1);
        int hosts = numbers(connection, "SELECT count(*) FROM engine.host WHERE runs")
                .getFirst();
        int fair = runs ? Shards.fairShare(hosts) : 0;
        int had = held(connection, host).size();
        if (had < fair) {
            update(connection, """
                    UPDATE engine.shard SET host = ? WHERE no IN (
                      SELECT no FROM engine.shard WHERE host IS NULL ORDER BY no LIMIT ? FOR UPDATE SKIP LOCKED)
                    """, host, fair - had);
        }
        List<Integer> held = held(connection, host);
        Set<Integer> surplus = held.stream().skip(Math.min(fair, held.size())).collect(Collectors.toSet());
        return new Tenure(Set.copyOf(held), surplus);
    }

    private static List<Integer> held(Connection connection, UUID host) throws SQLException {
        return numbers(connection, "SELECT no FROM engine.shard WHERE host = ? ORDER BY no", host);
    }

    @Override
    public void release(UUID host, Set<Integer> shards) {
        database.write(connection -> update(
                connection,
                "UPDATE engine.shard SET host = NULL WHERE host = ? AND no = ANY (?)",
                host,
                connection.createArrayOf("int2", shards.toArray())));
    }

    @Override
    public void leave(UUID host) {
        database.write(connection -> {
            update(connection, "UPDATE engine.shard SET host = NULL WHERE host = ?", host);
            return update(connection, "DELETE FROM engine.host WHERE id = ?", host);
        });
    }

    private static PreparedStatement statement(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = statement(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static List<Integer> numbers(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = statement(connection, sql, parameters);
                var results = statement.executeQuery()) {
            var numbers = new ArrayList<Integer>();
            while (results.next()) {
                numbers.add(results.getInt(1));
            }
            return numbers;
        }
    }
}
