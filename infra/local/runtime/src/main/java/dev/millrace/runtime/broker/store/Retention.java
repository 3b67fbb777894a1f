package dev.millrace.runtime.broker.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Deletes what is done and old, a small batch at a time. Blocks; thread-safe. */
public final class Retention {

    // The newest event stays, because the next sequence follows from it.
    private static final String SWEEP = """
        WITH old AS (
          SELECT sequence FROM broker.events e
          WHERE accepted_at < ? AND sequence < (SELECT max(sequence) FROM broker.events)
            AND NOT EXISTS (
              SELECT FROM broker.deliveries d
              WHERE d.sequence = e.sequence
                AND (d.state IN ('pending', 'dead-lettering') OR d.state = 'discarded' AND d.settled_at >= ?))
          ORDER BY sequence LIMIT ?),
        deliveries AS (DELETE FROM broker.deliveries d USING old WHERE d.sequence = old.sequence)
        DELETE FROM broker.events e USING old WHERE e.sequence = old.sequence
        """;

    private final DataSource dataSource;
    private final Duration delivered;
    private final Duration discarded;

    /**
     * @param delivered how long events stay once they are delivered, or dead-lettered, everywhere
     * @param discarded how long events stay that some Trigger could not be given
     */
    public Retention(DataSource dataSource, Duration delivered, Duration discarded) {
        this.dataSource = dataSource;
        this.delivered = delivered;
        this.discarded = discarded;
    }

    /** Returns how many events went; as many as {@code limit} means that there may be more. */
    public int sweep(Instant now, int limit) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(SWEEP)) {
            statement.setObject(1, now.minus(delivered).atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.minus(discarded).atOffset(ZoneOffset.UTC));
            statement.setInt(3, limit);
            return statement.executeUpdate();
        }
    }
}
