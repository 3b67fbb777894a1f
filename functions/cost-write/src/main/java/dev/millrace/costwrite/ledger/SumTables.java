package dev.millrace.costwrite.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** The statements that write postings and add them to the sums over them. */
final class SumTables {

    private static final String POSTINGS = """
        INSERT INTO postings (tenant, entry, line, account, function, project, key, ticket, workflow, model, upstream,
          requests, input_tokens, cached_tokens, output_tokens, nanos, day, currency, amount)
        SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
          $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
          $16::bigint[], $17::date[], $18::text[], $19::bigint[])""";

    private static final String ADD = """
        requests = old.requests + excluded.requests, input_tokens = old.input_tokens + excluded.input_tokens,
        cached_tokens = old.cached_tokens + excluded.cached_tokens,
        output_tokens = old.output_tokens + excluded.output_tokens, nanos = old.nanos + excluded.nanos,
        amount = old.amount + excluded.amount""";

    private static final String DAYS = purposes("days", "day");
    private static final String MONTHS = purposes("months", "month");

    private static final String TOTALS = """
        INSERT INTO totals AS old (tenant, day, account, currency,
          requests, input_tokens, cached_tokens, output_tokens, nanos, amount)
        SELECT $1, * FROM unnest($2::date[], $3::text[], $4::text[],
          $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
        ON CONFLICT (tenant, day, account, currency) DO UPDATE SET
        """ + ADD;

    private static final String TICKETS = """
        INSERT INTO ticket_days AS old (tenant, ticket, workflow, day, account, currency,
          requests, input_tokens, cached_tokens, output_tokens, nanos, amount)
        SELECT $1, * FROM unnest($2::text[], $3::text[], $4::date[], $5::text[], $6::text[],
          $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
        ON CONFLICT (tenant, ticket, workflow, day, account, currency) DO UPDATE SET
        """ + ADD;

    private static final String SPENDING = """
        INSERT INTO spending AS old (tenant, day, project, key, currency, amount)
        SELECT $1, * FROM unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::bigint[])
        ON CONFLICT (tenant, day, project, key, currency) DO UPDATE SET amount = old.amount + excluded.amount""";

    private static String purposes(String table, String start) {
        return """
            INSERT INTO %1$s AS old (tenant, %2$s, account, function, project, key, model, upstream, currency,
              requests, input_tokens, cached_tokens, output_tokens, nanos, amount)
            SELECT $1, * FROM unnest($2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
              $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[])
            ON CONFLICT (tenant, %2$s, account, function, project, key, model, upstream, currency) DO UPDATE SET
            """.formatted(table, start) + ADD;
    }

    /** The tenant's rows; the connection has been told which tenant it is. */
    Uni<Void> write(SqlConnection connection, String tenant, List<Posting> postings) {
        if (postings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Posting> expenses = postings.stream()
                .filter(posting -> posting.account().isExpense())
                .toList();
        List<Posting> forTickets = expenses.stream()
                .filter(posting -> posting.purpose().isForATicketOrWorkflow())
                .toList();
        // Sent at once; the server runs them one after the other.
        return Uni.combine()
                .all()
                .unis(
                        postings(connection, tenant, postings),
                        purposes(connection, DAYS, tenant, Sum.of(expenses, Sum.OfPurpose::inDay)),
                        purposes(connection, MONTHS, tenant, Sum.of(expenses, Sum.OfPurpose::inMonth)),
                        totals(connection, tenant, Sum.of(expenses, Sum.OfTotal::of)),
                        tickets(connection, tenant, Sum.of(forTickets, Sum.OfTicket::of)),
                        spending(connection, tenant, Sum.of(expenses, Sum.OfBudget::of)))
                .discardItems();
    }

    private static Uni<RowSet<Row>> postings(SqlConnection connection, String tenant, List<Posting> rows) {
        return connection
                .preparedQuery(POSTINGS)
                .execute(Columns.of(rows, tenant)
                        .number(Posting::entry)
                        .number(Posting::line)
                        .text(row -> row.account().name())
                        .text(row -> row.purpose().function())
                        .text(row -> row.purpose().project())
                        .text(row -> row.purpose().key())
                        .text(row -> row.purpose().ticket())
                        .text(row -> row.purpose().workflow())
                        .text(row -> row.purpose().model())
                        .text(row -> row.purpose().upstream())
                        .quantity(Posting::quantity)
                        .day(Posting::day)
                        .text(Posting::currency)
                        .number(Posting::amount)
                        .tuple());
    }

    private static Uni<RowSet<Row>> purposes(
            SqlConnection connection, String statement, String tenant, List<Sum<Sum.OfPurpose>> rows) {
        return connection
                .preparedQuery(statement)
                .execute(Columns.of(rows, tenant)
                        .day(row -> row.key().start())
                        .text(row -> row.key().account())
                        .text(row -> row.key().purpose().function())
                        .text(row -> row.key().purpose().project())
                        .text(row -> row.key().purpose().key())
                        .text(row -> row.key().purpose().model())
                        .text(row -> row.key().purpose().upstream())
                        .text(row -> row.key().currency())
                        .quantity(Sum::quantity)
                        .number(Sum::amount)
                        .tuple());
    }

    private static Uni<RowSet<Row>> totals(SqlConnection connection, String tenant, List<Sum<Sum.OfTotal>> rows) {
        return connection
                .preparedQuery(TOTALS)
                .execute(Columns.of(rows, tenant)
                        .day(row -> row.key().day())
                        .text(row -> row.key().account())
                        .text(row -> row.key().currency())
                        .quantity(Sum::quantity)
                        .number(Sum::amount)
                        .tuple());
    }

    private static Uni<RowSet<Row>> tickets(SqlConnection connection, String tenant, List<Sum<Sum.OfTicket>> rows) {
        return connection
                .preparedQuery(TICKETS)
                .execute(Columns.of(rows, tenant)
                        .text(row -> row.key().ticket())
                        .text(row -> row.key().workflow())
                        .day(row -> row.key().day())
                        .text(row -> row.key().account())
                        .text(row -> row.key().currency())
                        .quantity(Sum::quantity)
                        .number(Sum::amount)
                        .tuple());
    }

    private static Uni<RowSet<Row>> spending(SqlConnection connection, String tenant, List<Sum<Sum.OfBudget>> rows) {
        return connection
                .preparedQuery(SPENDING)
                .execute(Columns.of(rows, tenant)
                        .day(row -> row.key().day())
                        .text(row -> row.key().project())
                        .text(row -> row.key().key())
                        .text(row -> row.key().currency())
                        .number(Sum::amount)
                        .tuple());
    }
}
