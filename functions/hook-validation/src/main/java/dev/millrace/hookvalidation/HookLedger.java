package dev.millrace.hookvalidation;

import dev.millrace.contracts.events.HookEvent.Received;
import dev.millrace.platform.event.Delivery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Every hook that was ever taken, by its sender's own id. */
@Singleton
class HookLedger {

    private static final String ENTER = """
        INSERT INTO hooks (tenant, subscription, delivery_id, digest, event_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING""";

    /** @return false when the sender used the id before, for other content */
    Uni<Boolean> enter(SqlConnection connection, Delivery<Received> hook) {
        var delivery = hook.data().delivery();
        return connection
                .preparedQuery(ENTER)
                .execute(Tuple.of(
                        hook.event().context().tenant().value(),
                        delivery.subscription(),
                        delivery.id(),
                        Buffer.buffer(delivery.digest().bytes()),
                        hook.event().id().value()))
                .map(rows -> rows.rowCount() == 1);
    }
}
