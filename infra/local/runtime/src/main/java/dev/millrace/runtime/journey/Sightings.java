package dev.millrace.runtime.journey;

import dev.millrace.runtime.bench.SpawnedHouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the broker's store says of tickets, read past everything that is being killed. Thread-safe. */
public final class Sightings {

    private static final String OVER = """
        SELECT EXISTS (SELECT FROM broker.events WHERE correlation_id = ? AND type IN (
          'dev.millrace.pullrequest.merged.v1', 'dev.millrace.pullrequest.abandoned.v1'))""";

    private static final String DOCUMENTED = """
        SELECT count(DISTINCT correlation_id) FROM broker.events WHERE type LIKE 'dev.millrace.docs.%'""";

    private static final String NEWEST = """
        SELECT coalesce(max(sequence), 0) FROM broker.events
        WHERE correlation_id IS NOT NULL AND type NOT LIKE 'dev.millrace.approval.viewed%'""";

    private static final String OPEN = """
        SELECT count(*) FROM broker.deliveries d JOIN broker.events e USING (sequence)
        WHERE d.state IN ('pending', 'dead-lettering') AND e.tenant = ?""";

    private final SpawnedHouse house;

    public Sightings(SpawnedHouse house) {
        this.house = house;
    }

    /** Whether a ticket's pull request was merged or given up; false while the database does not answer. */
    public boolean isOver(String ticket) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(OVER)) {
            statement.setString(1, ticket);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        } catch (SQLException away) {
            return false;
        }
    }

    /** How many tickets came to their end; -1 while the database does not answer. */
    public long documented() {
        return number(DOCUMENTED);
    }

    /** The latest event of any ticket; -1 while the database does not answer. */
    public long newest() {
        return number(NEWEST);
    }

    /**
     * Deliveries of a tenant's events that are not yet done.
     *
     * @throws SQLException while the database does not answer
     */
    public long open(String tenant) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private long number(String sql) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException away) {
            return -1;
        }
    }

    /** As the superuser, who may read everybody's tables. */
    public Connection connect() throws SQLException {
        return house.connect();
    }
}
