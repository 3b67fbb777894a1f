package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Percentiles;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.DoubleStream;

/** What the engine of a house has written down of its alarms. */
record EngineBooks(SpawnedHouse house) {

    private static final long BETWEEN_LOOKS = 50;

    /** The durable task protocol's number of COMPLETED is 1. */
    private static final String ENDED = """
        SELECT count(*), min(created_at), max(updated_at) FROM engine.instance
        WHERE name = 'Alarm' AND status = 1 AND created_at >= ?""";

    private static final String DURATIONS = """
        SELECT extract(epoch FROM updated_at - created_at) * 1e3 FROM engine.instance
        WHERE name = 'Alarm' AND status = 1 AND created_at >= ?""";

    record Ended(Instant firstCreated, Instant lastEnded) {}

    /** Waits until that many of those that were started since have completed. */
    Ended await(Instant since, int count, Duration patience) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Connection connection = house.connect();
                PreparedStatement query = prepared(connection, ENDED, since)) {
            long ended = 0;
            while (System.nanoTime() < deadline) {
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    ended = rows.getLong(1);
                    if (ended >= count) {
                        return new Ended(moment(rows, 2), moment(rows, 3));
                    }
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            throw new IOException(
                    ended + " of " + count + " workflows completed within " + patience.toSeconds() + " s");
        }
    }

    /** How long each of them took. */
    Percentiles durations(Instant since) throws SQLException {
        try (Connection connection = house.connect();
                PreparedStatement query = prepared(connection, DURATIONS, since);
                ResultSet rows = query.executeQuery()) {
            var millis = DoubleStream.builder();
            while (rows.next()) {
                millis.add(rows.getDouble(1));
            }
            return Percentiles.of(millis.build().toArray());
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Instant since) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setObject(1, since.atOffset(ZoneOffset.UTC));
        return query;
    }

    private static Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
