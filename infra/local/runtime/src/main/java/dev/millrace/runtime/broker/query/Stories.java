package dev.millrace.runtime.broker.query;

import dev.millrace.runtime.broker.store.SearchKey;
import dev.millrace.runtime.broker.store.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads everything that belongs to one ticket. Blocks; thread-safe. */
public final class Stories {

    /** A ticket that goes round in circles must not fill the memory of whoever looks at it. */
    private static final int MOST_EVENTS = 5_000;

    private static final String OF_TICKET = """
        WITH own AS (
          SELECT sequence, trace_id, accepted_at FROM broker.events
          WHERE correlation_id = ? AND tenant = ? ORDER BY sequence LIMIT ?),
        story AS (
          SELECT sequence FROM own
          UNION
          SELECT e.sequence FROM broker.events e
          WHERE e.tenant = ? AND e.trace_id IN (SELECT trace_id FROM own WHERE trace_id IS NOT NULL)
          UNION
          SELECT e.sequence FROM broker.events e
          WHERE e.tenant = ? AND e.sequence > (SELECT min(sequence) FROM own)
            AND e.accepted_at < (SELECT max(accepted_at) FROM own) + interval '10 minutes'
            AND e.type IN ('dev.millrace.build.completed.v1', 'dev.millrace.pullrequest.updated.v1',
                           'dev.millrace.usage.recorded.v1'))
        SELECT %s FROM broker.events WHERE sequence IN (SELECT sequence FROM story) ORDER BY sequence
        """.formatted(EventRows.EVENT);

    private static final String DELIVERIES = "SELECT sequence, " + EventRows.DELIVERY
            + " FROM broker.deliveries WHERE sequence = ANY (?) ORDER BY trigger";

    private static final String ABOUT = """
         AND (correlation_id = ? OR right(correlation_id, length(?) + 1) = '/' || ?
          OR instance_id = ? OR starts_with(instance_id, ? || ':'))""";

    /** Only drafts say which pull request belongs to a ticket, and they are ours: their data is JSON. */
    private static final String ABOUT_PULL_REQUEST = """
         AND CASE WHEN type = 'dev.millrace.draft.opened.v1' THEN
          ? IN (convert_from(data, 'UTF8')::json #>> '{pullRequest,number}',
            concat_ws('/', convert_from(data, 'UTF8')::json #>> '{pullRequest,host}',
              convert_from(data, 'UTF8')::json #>> '{pullRequest,project}',
              convert_from(data, 'UTF8')::json #>> '{pullRequest,repository}',
              convert_from(data, 'UTF8')::json #>> '{pullRequest,number}'))
         ELSE false END""";

    private final DataSource dataSource;

    public Stories(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The ticket's events and those of its traces, oldest first, and what was told meanwhile of the tenant's builds, pull
     * requests and usage, which name no ticket in their attributes.
     */
    public List<EventDossier> of(String tenant, String ticket) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_TICKET)) {
            statement.setString(1, SearchKey.of(ticket));
            statement.setString(2, SearchKey.of(tenant));
            statement.setInt(3, MOST_EVENTS);
            statement.setString(4, SearchKey.of(tenant));
            statement.setString(5, SearchKey.of(tenant));
            var events = new ArrayList<StoredEvent>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(EventRows.event(rows));
                }
            }
            Map<Long, List<DeliveryRecord>> deliveries = deliveries(connection, events);
            return events.stream()
                    .map(event -> new EventDossier(event, deliveries.getOrDefault(event.sequence(), List.of())))
                    .toList();
        }
    }

    private static Map<Long, List<DeliveryRecord>> deliveries(Connection connection, List<StoredEvent> events)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELIVERIES)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", events.stream().map(StoredEvent::sequence).toArray(Long[]::new)));
            var deliveries = new HashMap<Long, List<DeliveryRecord>>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    deliveries
                            .computeIfAbsent(rows.getLong("sequence"), sequence -> new ArrayList<>())
                            .add(EventRows.delivery(rows));
                }
            }
            return deliveries;
        }
    }

    /**
     * Tickets, the latest first.
     *
     * @param tenant null for all
     * @param about null for all; else a ticket, its last part, or an instance
     */
    public List<TicketLine> tickets(@Nullable String tenant, @Nullable String about, int limit) throws SQLException {
        return about == null
                ? tickets(tenant, "", List.of(), limit)
                : tickets(tenant, ABOUT, List.of(SearchKey.of(about), about, about, about, about), limit);
    }

    /**
     * The tickets that led to a pull request.
     *
     * @param pullRequest its number, or {@code host/project/repository/number}
     */
    public List<TicketLine> ticketsOfPullRequest(@Nullable String tenant, String pullRequest, int limit)
            throws SQLException {
        return tickets(tenant, ABOUT_PULL_REQUEST, List.of(pullRequest), limit);
    }

    private List<TicketLine> tickets(@Nullable String tenant, String condition, List<String> values, int limit)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    SELECT tenant, correlation_id, min(accepted_at) AS first, max(accepted_at) AS last, count(*) AS events
                    FROM broker.events
                    WHERE correlation_id IS NOT NULL AND tenant IS NOT NULL AND (?::text IS NULL OR tenant = ?)%s
                    GROUP BY tenant, correlation_id ORDER BY max(sequence) DESC LIMIT ?
                    """.formatted(condition))) {
            statement.setString(1, tenant);
            statement.setString(2, tenant);
            for (int i = 0; i < values.size(); i++) {
                statement.setString(3 + i, values.get(i));
            }
            statement.setInt(3 + values.size(), limit);
            var tickets = new ArrayList<TicketLine>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tickets.add(new TicketLine(
                            rows.getString("tenant"),
                            rows.getString("correlation_id"),
                            rows.getObject("first", OffsetDateTime.class).toInstant(),
                            rows.getObject("last", OffsetDateTime.class).toInstant(),
                            rows.getLong("events")));
                }
            }
            return tickets;
        }
    }
}
