package dev.millrace.engine.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Shards;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of messages. */
final class InboxRows {

    private static final String NEXT_SEQS =
            "SELECT nextval('engine.inbox_seq_seq') FROM generate_series(1, ?) ORDER BY 1";

    /** Nobody would ever read a message to an instance that has ended. */
    private static final String INSERT = """
            INSERT INTO engine.inbox (seq, instance_id, shard, fence, event) OVERRIDING SYSTEM VALUE
            SELECT u.seq, u.id, u.shard, u.fence, u.event
            FROM unnest(?::bigint[], ?::text[], ?::int[], ?::text[], ?::bytea[]) AS u (seq, id, shard, fence, event)
            JOIN engine.instance i ON i.id = u.id AND i.status NOT IN (1, 3, 5)
            RETURNING seq
            """;

    private InboxRows() {}

    static Message read(ResultSet row) throws SQLException {
        try {
            return new Message(
                    row.getLong("seq"), row.getString("fence"), HistoryEvent.parseFrom(row.getBytes("event")));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("Message " + row.getLong("seq") + " holds no protocol message", e);
        }
    }

    /** Puts messages into inboxes in their order. For each: its arrival, or null when nobody would read it. */
    static List<Journal.@Nullable Arrival> post(Connection connection, List<Parcel> parcels) throws SQLException {
        if (parcels.isEmpty()) {
            return List.of();
        }
        List<Journal.Arrival> all = new ArrayList<>();
        try (var select = Sql.columns(connection, NEXT_SEQS)) {
            List<Long> seqs = select.number(parcels.size()).rows(row -> row.getLong(1));
            for (int i = 0; i < seqs.size(); i++) {
                Parcel parcel = parcels.get(i);
                all.add(new Journal.Arrival(
                        parcel.instanceId(), new Message(seqs.get(i), parcel.fence(), parcel.event())));
            }
        }
        Set<Long> inserted = insert(connection, all);
        List<Journal.@Nullable Arrival> arrivals = new ArrayList<>();
        for (Journal.Arrival arrival : all) {
            arrivals.add(inserted.contains(arrival.message().seq()) ? arrival : null);
        }
        return arrivals;
    }

    private static Set<Long> insert(Connection connection, List<Journal.Arrival> arrivals) throws SQLException {
        try (var insert = Sql.columns(connection, INSERT)) {
            return new HashSet<>(insert.longs(
                            arrivals, arrival -> arrival.message().seq())
                    .texts(arrivals, Journal.Arrival::instanceId)
                    .ints(arrivals, arrival -> Shards.of(arrival.instanceId()))
                    .texts(arrivals, arrival -> arrival.message().fence())
                    .bytes(arrivals, arrival -> arrival.message().event().toByteArray())
                    .rows(row -> row.getLong(1)));
        }
    }

    static void delete(Connection connection, Collection<Long> seqs) throws SQLException {
        if (!seqs.isEmpty()) {
            try (var delete = Sql.columns(connection, "DELETE FROM engine.inbox WHERE seq = ANY (?)")) {
                delete.longs(seqs, seq -> seq).update();
            }
        }
    }

    static void deleteOf(Connection connection, Collection<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            try (var delete = Sql.columns(connection, "DELETE FROM engine.inbox WHERE instance_id = ANY (?)")) {
                delete.texts(ids, id -> id).update();
            }
        }
    }
}
