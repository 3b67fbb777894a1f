package dev.millrace.hookvalidation;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.HookEvent.Delivery;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HexFormat;

/** Every hook that was ever taken, by its sender's own id. */
@Singleton
class HookLedger {

    /** One statement, which is a transaction. A known hook's row is touched, so that its digest comes back. */
    private static final String ENTER = """
        WITH tenant AS MATERIALIZED (SELECT set_config('millrace.tenant', $1, true) AS id)
        INSERT INTO hooks AS known (tenant, subscription, delivery_id, digest, event_id)
        SELECT id, $2, $3, $4, $5 FROM tenant
        ON CONFLICT (tenant, subscription, delivery_id) DO UPDATE SET digest = known.digest
        RETURNING digest""";

    private final Database database;

    HookLedger(Database database) {
        this.database = database;
    }

    /**
     * Enters a hook, unless it is there.
     *
     * @return false when the sender used the id before, for other content
     */
    Uni<Boolean> enter(TenantId tenant, Delivery delivery, EventId event) {
        Tuple values = Tuple.of(
                tenant.value(),
                delivery.subscription(),
                delivery.id(),
                Buffer.buffer(delivery.digest().bytes()),
                event.value());
        return database.inStatement(pool -> pool.preparedQuery(ENTER).execute(values))
                .map(rows -> rows.iterator().next().get(Buffer.class, "digest").getBytes())
                .map(first -> new Digest(HexFormat.of().formatHex(first)).equals(delivery.digest()));
    }
}
