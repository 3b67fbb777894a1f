package dev.millrace.approval;

import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers the trace of each question, so that a decision days later belongs to the ticket's trace and not to a click's. */
@Singleton
public class Traces {

    private static final String KEEP = """
        INSERT INTO traces (tenant, approval, traceparent) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING""";
    private static final String FIND = "SELECT traceparent FROM traces WHERE tenant = $1 AND approval = $2";

    private final Database database;

    Traces(Database database) {
        this.database = database;
    }

    /** @param traceparent of the event that asked; null when it is in no trace */
    Uni<Void> keep(SqlConnection connection, Approval approval, @Nullable String traceparent) {
        return traceparent == null
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(KEEP)
                        .execute(Tuple.of(approval.tenant().value(), approval.id(), traceparent))
                        .replaceWithVoid();
    }

    public Uni<Optional<String>> of(Approval approval) {
        return database.inTenant(
                        approval.tenant(),
                        connection -> connection
                                .preparedQuery(FIND)
                                .execute(Tuple.of(approval.tenant().value(), approval.id())))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString("traceparent")));
    }
}
