package dev.millrace.engine.postgres;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstancePage;
import dev.millrace.engine.InstanceQuery;
import dev.millrace.engine.store.Instances;
import dev.millrace.engine.store.PageMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads for anybody. */
final class PostgresInstances implements Instances {

    private static final String SELECT_PAGE = "SELECT " + InstanceRow.COLUMNS + """
            , CASE WHEN ?::boolean THEN input END AS input, CASE WHEN ?::boolean THEN output END AS output,
              CASE WHEN ?::boolean THEN custom_status END AS custom_status
            FROM engine.instance i
            WHERE (?::text IS NULL OR starts_with(id, ?))
              AND (?::text IS NULL OR created_at >= ?::timestamptz)
              AND (?::text IS NULL OR created_at <= ?::timestamptz)
              AND (cardinality(?::int[]) = 0 OR status = ANY (?::int[]))
              AND (?::text IS NULL OR (created_at, id) > (?::timestamptz, ?))
            ORDER BY created_at, id LIMIT ?
            """;

    private final Database database;

    PostgresInstances(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Instance> find(String id, boolean payloads) {
        String columns = payloads ? InstanceRow.WITH_PAYLOADS : InstanceRow.WITHOUT_PAYLOADS;
        return database.read(connection -> {
            try (var select = Sql.columns(connection, "SELECT " + columns + " FROM engine.instance i WHERE id = ?")) {
                return select.text(id).rows(InstanceRow::view).stream().findFirst();
            }
        });
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        PageMark mark = query.continuation() == null ? null : PageMark.read(query.continuation());
        List<Integer> statuses =
                query.statuses().stream().map(status -> status.number()).toList();
        String payloads = String.valueOf(query.payloads());
        String after = mark == null ? null : mark.createdAt().toString();
        List<Instance> found = database.read(connection -> {
            try (var select = Sql.columns(connection, SELECT_PAGE)) {
                select.text(payloads).text(payloads).text(payloads);
                select.text(query.idPrefix()).text(query.idPrefix());
                select.text(time(query.createdFrom())).text(time(query.createdFrom()));
                select.text(time(query.createdTo())).text(time(query.createdTo()));
                select.ints(statuses, status -> status).ints(statuses, status -> status);
                select.text(after).text(after).text(mark == null ? null : mark.id());
                return select.number(query.limit() + 1L).rows(InstanceRow::view);
            }
        });
        return PageMark.page(found, query.limit());
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : Sql.clamp(instant).toString();
    }

    @Override
    public List<HistoryEvent> history(String id) {
        return database.read(connection -> HistoryRows.load(connection, Set.of(id)))
                .getOrDefault(id, HistoryRows.NONE)
                .events();
    }
}
