package dev.millrace.host.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.durable.ingress.Correlation;
import dev.millrace.durable.ingress.EventKey;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Who waits for which build, and how builds ended. Queued and completed come in any order: each writes its own row and
 * then reads the other's, so that whichever comes second sees both.
 */
@Singleton
class Builds {

    private final Database database;
    private final ObjectMapper json;

    Builds(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** How a build ended before anybody waited for it. */
    record Early(BuildEvent.Completed data, String key) {}

    /** @return how the build ended, if it has */
    Uni<Optional<Early>> queued(Event<Payload> event, BuildEvent.Queued queued, String instance) {
        return write(
                        event,
                        Correlation.BUILD_QUEUED,
                        build(event, queued.build()).addValue(instance))
                .chain(() -> read(event, Correlation.BUILD_OUTCOME, queued.build()))
                .map(rows -> first(rows).map(this::early));
    }

    /** @return the instance that waits for the build, if one does yet */
    Uni<Optional<String>> completed(Event<Payload> event, BuildEvent.Completed completed) {
        Tuple values =
                build(event, completed.build()).addValue(EventKey.of(event)).addValue(text(completed));
        return write(event, Correlation.BUILD_COMPLETED, values)
                .chain(() -> read(event, Correlation.BUILD_WATCHER, completed.build()))
                .map(rows -> first(rows).map(row -> row.getString("instance_id")));
    }

    private Uni<Void> write(Event<Payload> event, String sql, Tuple values) {
        return execute(event, sql, values).replaceWithVoid();
    }

    private Uni<RowSet<Row>> read(Event<Payload> event, String sql, BuildRef build) {
        return execute(event, sql, build(event, build));
    }

    private Uni<RowSet<Row>> execute(Event<Payload> event, String sql, Tuple values) {
        return database.inTenant(
                event.context().tenant(),
                (SqlConnection connection) -> connection.preparedQuery(sql).execute(values));
    }

    private static Tuple build(Event<Payload> event, BuildRef build) {
        return Tuple.of(event.context().tenant().value(), build.host(), build.project(), build.id());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private Early early(Row row) {
        try {
            return new Early(
                    json.readValue(row.getString("data"), BuildEvent.Completed.class), row.getString("event_key"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was written can be read", e);
        }
    }

    private String text(BuildEvent.Completed completed) {
        try {
            return json.writeValueAsString(completed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event's data is always writable", e);
        }
    }
}
