package dev.millrace.engine.postgres;

import dev.millrace.engine.Status;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages from outside, each unless it came before or nobody would read it. */
final class DeliverRows {

    private static final String SELECT_STATUS = "SELECT id, status FROM engine.instance WHERE id = ANY (?)";

    private final Connection connection;

    DeliverRows(Connection connection) {
        this.connection = connection;
    }

    private record Known(String id, Status status) {}

    IdentityHashMap<Write.Deliver, Written> deliver(List<Write.Deliver> deliveries) throws SQLException {
        var results = new IdentityHashMap<Write.Deliver, Written>();
        if (deliveries.isEmpty()) {
            return results;
        }
        var receipts = new ReceiptRows(connection);
        List<ReceiptRows.Receipt> keyed = deliveries.stream()
                .filter(delivery -> delivery.key() != null)
                .map(delivery -> ReceiptRows.Receipt.of(delivery.parcel().instanceId(), delivery.key(), delivery.at()))
                .toList();
        var known = keyed.isEmpty() ? Set.<ReceiptRows.Key>of() : receipts.known(keyed);
        Map<String, Status> statuses = statuses(deliveries);
        var open = new ArrayList<Write.Deliver>();
        for (Write.Deliver delivery : deliveries) {
            String id = delivery.parcel().instanceId();
            Status status = statuses.get(id);
            String key = delivery.key();
            if (key != null && known.contains(new ReceiptRows.Key(id, key))) {
                results.put(delivery, new Written.Repeated());
            } else if (status == null) {
                results.put(delivery, new Written.Unknown());
            } else if (status.isTerminal()) {
                results.put(delivery, new Written.Ended());
            } else {
                open.add(delivery);
            }
        }
        post(withoutLostRaces(open, receipts, results), results);
        return results;
    }

    private Map<String, Status> statuses(List<Write.Deliver> deliveries) throws SQLException {
        var statuses = new HashMap<String, Status>();
        try (var select = Sql.columns(connection, SELECT_STATUS)) {
            select.texts(deliveries, delivery -> delivery.parcel().instanceId())
                    .rows(row -> new Known(row.getString(1), Status.of(row.getInt(2))))
                    .forEach(row -> statuses.put(row.id(), row.status()));
        }
        return statuses;
    }

    /** The same message may come through another host, or twice in this batch: the receipt goes to one of them. */
    private static List<Write.Deliver> withoutLostRaces(
            List<Write.Deliver> open, ReceiptRows receipts, Map<Write.Deliver, Written> results) throws SQLException {
        var won = new HashSet<>(receipts.insert(open.stream()
                .filter(delivery -> delivery.key() != null)
                .map(delivery -> ReceiptRows.Receipt.of(delivery.parcel().instanceId(), delivery.key(), delivery.at()))
                .toList()));
        var winners = new ArrayList<Write.Deliver>();
        for (Write.Deliver delivery : open) {
            String key = delivery.key();
            if (key == null || won.remove(new ReceiptRows.Key(delivery.parcel().instanceId(), key))) {
                winners.add(delivery);
            } else {
                results.put(delivery, new Written.Repeated());
            }
        }
        return winners;
    }

    private void post(List<Write.Deliver> open, Map<Write.Deliver, Written> results) throws SQLException {
        List<Parcel> parcels = open.stream().map(Write.Deliver::parcel).toList();
        var arrivals = InboxRows.post(connection, parcels);
        for (int i = 0; i < open.size(); i++) {
            var arrival = arrivals.get(i);
            results.put(
                    open.get(i),
                    arrival == null
                            ? new Written.Ended()
                            : new Written.Accepted(arrival.message().seq()));
        }
    }
}
