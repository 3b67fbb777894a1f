package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Percentiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;

/** What a house's broker has written down of its deliveries. */
record BrokerBooks(SpawnedHouse house) {

    /**
     * From an event's being accepted until the outcome of its delivery is stored.
     *
     * @param trigger to whom
     * @param types of the events, with {@code %} for anything
     * @param since when they were accepted
     */
    Percentiles finished(String trigger, String types, Instant since) throws SQLException {
        try (Connection connection = house.connect();
                PreparedStatement query = connection.prepareStatement("""
                    SELECT (extract(epoch FROM d.settled_at - e.accepted_at) * 1e9)::bigint
                    FROM broker.deliveries d JOIN broker.events e USING (sequence)
                    WHERE d.trigger = ? AND e.accepted_at >= ? AND e.type LIKE ?""")) {
            query.setString(1, trigger);
            query.setObject(2, since.atOffset(ZoneOffset.UTC));
            query.setString(3, types);
            var nanos = LongStream.builder();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    nanos.add(rows.getLong(1));
                }
            }
            return Percentiles.ofNanos(nanos.build().toArray());
        }
    }
}
