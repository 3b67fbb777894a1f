package dev.millrace.engine.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.store.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of steps, and of the payloads beside them. */
final class HistoryRows {

    static final History NONE = new History(0, List.of());

    private static final String INSERT = """
            INSERT INTO engine.history (instance_id, generation, step, events, created_at)
            SELECT id, generation, step, events, at::timestamptz
            FROM unnest(?::text[], ?::int[], ?::int[], ?::bytea[], ?::text[]) AS u (id, generation, step, events, at)
            """;

    private static final String INSERT_PAYLOADS = """
            INSERT INTO engine.payload (instance_id, generation, step, position, data)
            SELECT * FROM unnest(?::text[], ?::int[], ?::int[], ?::int[], ?::bytea[])
            """;

    private static final String SELECT = """
            SELECT h.instance_id, h.step, h.events FROM engine.history h
            JOIN engine.instance i ON i.id = h.instance_id AND i.generation = h.generation
            WHERE h.instance_id = ANY (?) ORDER BY h.instance_id, h.step
            """;

    private static final String SELECT_PAYLOADS = """
            SELECT p.instance_id, p.step, p.position, p.data FROM engine.payload p
            JOIN engine.instance i ON i.id = p.instance_id AND i.generation = p.generation
            WHERE p.instance_id = ANY (?)
            """;

    private HistoryRows() {}

    /** The history of one generation. */
    record History(int steps, List<HistoryEvent> events) {}

    private record Place(String instanceId, int step, int position) {}

    private record Payload(Write.Advance advance, int position, String text) {}

    static void insert(Connection connection, List<Write.Advance> advances) throws SQLException {
        List<Write.Advance> kept =
                advances.stream().filter(advance -> advance.renewal() == null).toList();
        if (kept.isEmpty()) {
            return;
        }
        var payloads = new ArrayList<Payload>();
        try (var insert = Sql.columns(connection, INSERT)) {
            insert.texts(kept, Write.Advance::instanceId)
                    .ints(kept, Write.Advance::generation)
                    .ints(kept, Write.Advance::step)
                    .bytes(kept, advance -> encode(advance, payloads))
                    .times(kept, Write.Advance::at)
                    .update();
        }
        if (!payloads.isEmpty()) {
            insertPayloads(connection, payloads);
        }
    }

    private static byte[] encode(Write.Advance advance, List<Payload> payloads) {
        if (advance.encoded().size() <= Payloads.INLINE) {
            return advance.encoded().toByteArray();
        }
        var slim = new ArrayList<HistoryEvent>();
        for (HistoryEvent event : advance.events()) {
            String large = Payloads.large(event);
            if (large != null) {
                payloads.add(new Payload(advance, slim.size(), large));
            }
            slim.add(large == null ? event : Payloads.with(event, ""));
        }
        return Events.encodePast(slim).toByteArray();
    }

    private static void insertPayloads(Connection connection, List<Payload> payloads) throws SQLException {
        try (var insert = Sql.columns(connection, INSERT_PAYLOADS)) {
            insert.texts(payloads, payload -> payload.advance().instanceId())
                    .ints(payloads, payload -> payload.advance().generation())
                    .ints(payloads, payload -> payload.advance().step())
                    .ints(payloads, Payload::position)
                    .bytes(payloads, payload -> Sql.utf8(payload.text()))
                    .update();
        }
    }

    static void delete(Connection connection, Collection<String> ids) throws SQLException {
        for (String table : List.of("history", "payload")) {
            try (var delete = Sql.columns(connection, "DELETE FROM engine." + table + " WHERE instance_id = ANY (?)")) {
                delete.texts(ids, id -> id).update();
            }
        }
    }

    static Map<String, History> load(Connection connection, Collection<String> ids) throws SQLException {
        Map<Place, String> payloads = payloads(connection, ids);
        var histories = new HashMap<String, History>();
        try (var select = Sql.columns(connection, SELECT)) {
            select.texts(ids, id -> id).rows(row -> {
                String id = row.getString(1);
                History before = histories.getOrDefault(id, new History(0, new ArrayList<>()));
                decode(id, row.getInt(2), row.getBytes(3), payloads, before.events());
                return histories.put(id, new History(before.steps() + 1, before.events())) == null;
            });
        }
        return histories;
    }

    private static Map<Place, String> payloads(Connection connection, Collection<String> ids) throws SQLException {
        var payloads = new HashMap<Place, String>();
        try (var select = Sql.columns(connection, SELECT_PAYLOADS)) {
            select.texts(ids, id -> id).rows(row -> {
                String text = Sql.text(row.getBytes(4));
                return payloads.put(
                        new Place(row.getString(1), row.getInt(2), row.getInt(3)), text == null ? "" : text);
            });
        }
        return payloads;
    }

    private static void decode(
            String id, int step, byte[] bytes, Map<Place, String> payloads, List<HistoryEvent> events)
            throws SQLException {
        try {
            List<HistoryEvent> decoded = OrchestratorRequest.parseFrom(bytes).getPastEventsList();
            for (int i = 0; i < decoded.size(); i++) {
                String payload = payloads.get(new Place(id, step, i));
                events.add(payload == null ? decoded.get(i) : Payloads.with(decoded.get(i), payload));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("Step " + step + " of instance " + id + " holds no protocol message", e);
        }
    }
}
