package dev.millrace.costwrite.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements on leases. */
final class LeaseTable {

    /** The update that changes nothing locks the row and shows it as the last transaction left it. */
    private static final String LOCK = """
        INSERT INTO leases AS old (tenant, lease, last_day, currency)
        SELECT $1, * FROM unnest($2::text[], $3::date[], $4::text[])
        ON CONFLICT (tenant, lease) DO UPDATE SET lease = old.lease
        RETURNING lease, spent, expired, expired_day, unattributed, last_day, currency""";

    private static final String UPDATE = """
        UPDATE leases SET spent = new.spent, expired = new.expired, expired_day = new.expired_day,
          unattributed = new.unattributed, last_day = new.last_day
        FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::date[], $6::bigint[], $7::date[])
          AS new (lease, spent, expired, expired_day, unattributed, last_day)
        WHERE leases.tenant = $1 AND leases.lease = new.lease""";

    /**
     * Locks leases until the transaction ends.
     *
     * @param fresh as they are if nobody knows them yet, in the order of their ids
     */
    Uni<Map<String, Lease>> lock(SqlConnection connection, String tenant, List<Lease> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple values = Columns.of(fresh, tenant)
                .text(Lease::id)
                .day(Lease::lastDay)
                .text(Lease::currency)
                .tuple();
        return connection.preparedQuery(LOCK).execute(values).map(rows -> {
            Map<String, Lease> leases = new HashMap<>();
            for (Row row : rows) {
                Lease lease = lease(row);
                leases.put(lease.id(), lease);
            }
            return leases;
        });
    }

    Uni<Void> update(SqlConnection connection, String tenant, Collection<Lease> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = Columns.of(List.copyOf(leases), tenant)
                .text(Lease::id)
                .number(Lease::spent)
                .numberOrNull(Lease::expired)
                .day(Lease::expiredDay)
                .number(Lease::unattributed)
                .day(Lease::lastDay)
                .tuple();
        return connection.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    private static Lease lease(Row row) {
        @Nullable Long expired = row.getLong("expired");
        return new Lease(
                row.getString("lease"),
                row.getLong("spent"),
                expired,
                row.getLocalDate("expired_day"),
                row.getLong("unattributed"),
                row.getLocalDate("last_day"),
                row.getString("currency"));
    }
}
