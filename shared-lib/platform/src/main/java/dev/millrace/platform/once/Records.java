package dev.millrace.platform.once;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.EventCodec;
import io.cloudevents.jackson.JsonFormat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code processed}. */
@Singleton
class Records {

    private static final String INSERT = """
        INSERT INTO processed (tenant, source, id, digest, settled) VALUES ($1, $2, $3, $4, true)
        ON CONFLICT DO NOTHING""";
    private static final String REPLY = """
        UPDATE processed SET reply = $4 WHERE tenant = $1 AND source = $2 AND id = $3""";
    private static final String FIND = """
        SELECT digest, settled, reply FROM processed WHERE tenant = $1 AND source = $2 AND id = $3""";
    private static final String CLAIM = """
        INSERT INTO processed (tenant, source, id, digest, settled, fence, lease_until)
        VALUES ($1, $2, $3, $4, false, 1, clock_timestamp() + $5 * interval '1 millisecond')
        ON CONFLICT (tenant, source, id) DO UPDATE
          SET fence = processed.fence + 1, lease_until = excluded.lease_until
          WHERE NOT processed.settled AND processed.digest = excluded.digest
            AND processed.lease_until < clock_timestamp()
        RETURNING fence""";
    private static final String RENEW = """
        UPDATE processed SET lease_until = clock_timestamp() + $5 * interval '1 millisecond'
        WHERE tenant = $1 AND source = $2 AND id = $3 AND fence = $4 AND NOT settled
          AND lease_until > '-infinity'""";
    private static final String SETTLE = """
        UPDATE processed SET settled = true, reply = $5, lease_until = NULL
        WHERE tenant = $1 AND source = $2 AND id = $3 AND fence = $4 AND NOT settled""";
    private static final String RELEASE = """
        UPDATE processed SET lease_until = '-infinity'
        WHERE tenant = $1 AND source = $2 AND id = $3 AND fence = $4 AND NOT settled""";

    private static final JsonFormat STRUCTURED = new JsonFormat();

    /** Base64 keeps data byte for byte that is not ours. */
    private static final JsonFormat VERBATIM = STRUCTURED.withForceJsonDataToBase64();

    private final EventCodec codec;

    Records(EventCodec codec) {
        this.codec = codec;
    }

    /** @return whether the event is new. Waits for another transaction that is just recording it. */
    Uni<Boolean> insert(SqlConnection connection, Delivery<?> delivery) {
        return execute(connection, INSERT, key(delivery).addValue(digest(delivery)))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> reply(SqlConnection connection, Delivery<?> delivery, Answer reply) {
        return execute(connection, REPLY, key(delivery).addValue(stored(reply))).replaceWithVoid();
    }

    Uni<Attempt.Past> find(SqlConnection connection, Delivery<?> delivery) {
        return execute(connection, FIND, key(delivery)).map(rows -> {
            Row row = rows.iterator().next();
            Buffer reply = row.get(Buffer.class, "reply");
            return new Attempt.Past(
                    new Digest(HexFormat.of()
                            .formatHex(row.get(Buffer.class, "digest").getBytes())),
                    row.getBoolean("settled"),
                    Optional.ofNullable(reply).map(bytes -> STRUCTURED.deserialize(bytes.getBytes())));
        });
    }

    Uni<Attempt> claim(SqlConnection connection, Delivery<?> delivery, Duration lease) {
        Tuple values = key(delivery).addValue(digest(delivery)).addValue((double) lease.toMillis());
        return execute(connection, CLAIM, values)
                .chain(rows -> rows.size() == 1
                        ? Uni.createFrom()
                                .item(new Attempt.Claimed(
                                        new Claim(rows.iterator().next().getLong("fence"))))
                        : find(connection, delivery).map(past -> past));
    }

    /** @return false when the claim is no longer held */
    Uni<Boolean> renew(SqlConnection connection, Delivery<?> delivery, Claim claim, Duration lease) {
        Tuple values = key(delivery).addValue(claim.fence()).addValue((double) lease.toMillis());
        return execute(connection, RENEW, values).map(rows -> rows.rowCount() == 1);
    }

    /** @return false when the claim is no longer held */
    Uni<Boolean> settle(SqlConnection connection, Delivery<?> delivery, Claim claim, Answer answer) {
        return execute(connection, SETTLE, key(delivery).addValue(claim.fence()).addValue(stored(answer)))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> release(SqlConnection connection, Delivery<?> delivery, Claim claim) {
        return execute(connection, RELEASE, key(delivery).addValue(claim.fence()))
                .replaceWithVoid();
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    private static Tuple key(Delivery<?> delivery) {
        Event<?> event = delivery.event();
        return Tuple.of(
                event.context().tenant().value(),
                event.source().toString(),
                event.id().value());
    }

    private static Buffer digest(Delivery<?> delivery) {
        return Buffer.buffer(delivery.digest().bytes());
    }

    private @Nullable Buffer stored(Answer answer) {
        return switch (answer) {
            case Answer.Reply reply -> Buffer.buffer(codec.write(reply.event()));
            case Answer.Forward forward -> Buffer.buffer(VERBATIM.serialize(forward.event()));
            case Answer.Done done -> null;
            case Answer.Refused refused -> null;
        };
    }
}
