package dev.millrace.costwrite.ledger;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array per column, which is what UNNEST takes: one statement then writes them all. */
final class Columns<R> {

    private final List<R> rows;
    private final Tuple values;

    private Columns(List<R> rows, Tuple values) {
        this.rows = rows;
        this.values = values;
    }

    /** @param first what the statement needs besides the rows */
    static <R> Columns<R> of(List<R> rows, Object first) {
        return new Columns<>(rows, Tuple.of(first));
    }

    Columns<R> text(Function<R, @Nullable String> column) {
        values.addValue(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    Columns<R> number(ToLongFunction<R> column) {
        values.addValue(rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
        return this;
    }

    Columns<R> numberOrNull(Function<R, @Nullable Long> column) {
        values.addValue(rows.stream().map(column).toArray(Long[]::new));
        return this;
    }

    Columns<R> day(Function<R, @Nullable LocalDate> column) {
        values.addValue(rows.stream().map(column).toArray(LocalDate[]::new));
        return this;
    }

    Columns<R> quantity(Function<R, Quantity> column) {
        return number(row -> column.apply(row).requests())
                .number(row -> column.apply(row).inputTokens())
                .number(row -> column.apply(row).cachedTokens())
                .number(row -> column.apply(row).outputTokens())
                .number(row -> column.apply(row).nanos());
    }

    <V> Columns<R> array(V[] column) {
        values.addValue(column);
        return this;
    }

    Tuple tuple() {
        return values;
    }
}
