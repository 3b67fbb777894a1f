package dev.millrace.audit.log;

import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.tree.Frontier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The signed checkpoint at the head of the log. */
@Singleton
class Seal {

    private static final String HEAD = "SELECT size, frontier, checkpoint FROM head FOR UPDATE";
    private static final String RENEW = "UPDATE head SET checkpoint = $1";

    private final Notary notary;

    Seal(Notary notary) {
        this.notary = notary;
    }

    /** The checkpoint of the log as it is now, signed if entries came after the last one. */
    Uni<SignedCheckpoint> current(SqlConnection connection) {
        return connection
                .query(HEAD)
                .execute()
                .map(rows -> rows.iterator().next())
                .chain(head -> isCurrent(head)
                        ? Uni.createFrom().item(SignedCheckpoint.parse(head.getString("checkpoint")))
                        : renew(connection, head));
    }

    private static boolean isCurrent(Row head) {
        @Nullable String checkpoint = head.getString("checkpoint");
        return checkpoint != null
                && SignedCheckpoint.parse(checkpoint).checkpoint().size() == head.getLong("size");
    }

    private Uni<SignedCheckpoint> renew(SqlConnection connection, Row head) {
        SignedCheckpoint checkpoint = notary.sign(
                Frontier.fromBytes(head.get(Buffer.class, "frontier").getBytes()));
        return connection
                .preparedQuery(RENEW)
                .execute(Tuple.of(checkpoint.format()))
                .replaceWith(checkpoint);
    }
}
