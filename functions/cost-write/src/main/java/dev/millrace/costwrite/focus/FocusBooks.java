package dev.millrace.costwrite.focus;

import dev.millrace.costwrite.report.Books;
import dev.millrace.costwrite.report.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads charges, page by page in the order of the sums' key. */
@Singleton
public class FocusBooks {

    private static final int PAGE = 1000;

    private static final String SUMS = """
        SELECT tenant, day, account, function, project, key, model, upstream, currency,
          (input_tokens + output_tokens) AS tokens, nanos, amount
        FROM days WHERE day >= $1 AND day < $2 AND ($3::text IS NULL OR tenant = $3)
          AND (tenant, day, account, function, project, key, model, upstream, currency)
            > ($4, $5, $6, $7, $8, $9, $10, $11, $12)
        ORDER BY tenant, day, account, function, project, key, model, upstream, currency LIMIT $13""";

    private final Books books;

    public FocusBooks(Books books) {
        this.books = books;
    }

    /** A page of charges and where the next one starts: null after the last. */
    public record Page(List<FocusRow> rows, @Nullable Mark next) {}

    /** The place of the last charge that was read. */
    public record Mark(DaySum last) {}

    /** @param after null for the first page */
    public Uni<Page> page(Span span, @Nullable String tenant, @Nullable Mark after) {
        DaySum from = after == null ? new DaySum("", span.from(), "", "", "", "", "", "", "", 0, 0, 0) : after.last();
        Tuple values = Tuple.tuple()
                .addValue(span.from())
                .addValue(span.to())
                .addValue(tenant)
                .addValue(from.tenant())
                .addValue(from.day())
                .addValue(from.account())
                .addValue(from.function())
                .addValue(from.project())
                .addValue(from.key())
                .addValue(from.model())
                .addValue(from.upstream())
                .addValue(from.currency())
                .addValue(PAGE);
        return books.read(SUMS, values, DaySum::of)
                .map(sums -> new Page(
                        sums.stream().map(FocusRow::of).toList(),
                        sums.size() < PAGE ? null : new Mark(sums.getLast())));
    }
}
