package dev.millrace.costwrite.report;

import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The ledger's tables to read, across tenants: for operators alone. */
@Singleton
public class Books {

    private final Database database;

    public Books(Database database) {
        this.database = database;
    }

    /** Rows of a query, each read into what it means. */
    public <T> Uni<List<T>> read(String sql, Tuple values, Function<Row, T> reading) {
        return database.inTransaction(connection -> connection
                .query("SELECT set_config('millrace.operator', 'on', true)")
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(reading)
                        .toList()));
    }
}
