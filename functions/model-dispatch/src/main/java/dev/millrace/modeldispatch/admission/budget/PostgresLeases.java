package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Leases in the tables of {@code V1__budgets.sql}, whose functions do the arithmetic. */
public final class PostgresLeases implements Leases {

    private static final String TAKE = """
        SELECT * FROM take_lease(
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 * interval '1 millisecond')""";
    private static final String RENEW = """
        SELECT * FROM renew_leases($1, $2, $3, $4, $5 * interval '1 millisecond')""";
    private static final String LOST = "SELECT * FROM lost_leases()";
    private static final String BOOKED = "SELECT lease_booked($1)";
    private static final String USE_UP = "SELECT use_up($1, $2, $3, $4, $5, $6)";
    private static final String STANDING = "SELECT * FROM standing($1)";

    private final Database database;
    private final String replica;
    private final Duration life;
    private final Duration patience;

    /**
     * @param replica names this process among the others
     * @param life of a lease that is not renewed
     * @param patience how long an answer may take
     */
    public PostgresLeases(Database database, String replica, Duration life, Duration patience) {
        this.database = database;
        this.replica = replica;
        this.life = life;
        this.patience = patience;
    }

    @Override
    public Uni<Answer> take(Wish wish) {
        Term term = wish.term();
        Tuple values = Tuple.tuple()
                .addValue(term.tenant().value())
                .addValue(term.budget())
                .addValue(term.start())
                .addValue(term.end())
                .addValue(term.cap().currency())
                .addValue(term.cap().nanos())
                .addValue(wish.lease())
                .addValue(term.own())
                .addValue(replica)
                .addValue(wish.fresh())
                .addValue(wish.known())
                .addValue(wish.wanted())
                .addValue(wish.needed())
                .addValue((double) life.toMillis());
        return query(TAKE, values)
                .map(rows -> answer(rows.iterator().next()))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    private static Answer answer(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "granted" -> new Answer.Granted(row.getLong("total"));
            case "short" ->
                new Answer.TooLittle(row.getLong("total"), row.getLong("available"), row.getLong("elsewhere"));
            case "used-up" -> new Answer.UsedUp();
            case "gone" -> new Answer.Gone();
            default -> throw new IllegalStateException("take_lease answered " + outcome);
        };
    }

    @Override
    public Uni<List<Renewed>> renew(List<Renewal> renewals) {
        Tuple values = Tuple.tuple()
                .addValue(renewals.stream().map(Renewal::lease).toArray(UUID[]::new))
                .addValue(renewals.stream().map(Renewal::spent).toArray(Long[]::new))
                .addValue(renewals.stream().map(Renewal::keep).toArray(Long[]::new))
                .addValue(renewals.stream().map(Renewal::done).toArray(Boolean[]::new))
                .addValue((double) life.toMillis());
        return query(RENEW, values)
                .map(rows -> list(
                        rows,
                        row -> new Renewed(row.getUUID("lease"), row.getLong("total"), row.getBoolean("is_used_up"))));
    }

    @Override
    public Uni<List<Lost>> lost() {
        return query(LOST, Tuple.tuple())
                .map(rows -> list(
                        rows,
                        row -> new Lost(
                                row.getUUID("lease"),
                                new TenantId(row.getString("of_tenant")),
                                row.getOffsetDateTime("granted").toInstant(),
                                row.getOffsetDateTime("expired").toInstant(),
                                new Money(row.getLong("total"), row.getString("in_currency")))));
    }

    @Override
    public Uni<Void> booked(Lost lost) {
        return query(BOOKED, Tuple.of(lost.lease())).replaceWithVoid();
    }

    @Override
    public Uni<Void> useUp(TenantId tenant, BudgetEvent.Reached reached) {
        Tuple values = Tuple.tuple()
                .addValue(tenant.value())
                .addValue(reached.budget())
                .addValue(reached.start())
                .addValue(reached.end())
                .addValue(reached.cap().currency())
                .addValue(reached.cap().nanos());
        return query(USE_UP, values).replaceWithVoid();
    }

    @Override
    public Uni<List<Standing>> standings(@Nullable TenantId tenant) {
        return query(STANDING, Tuple.of(tenant == null ? null : tenant.value())).map(PostgresLeases::standings);
    }

    /** A budget's rows come one after the other. */
    private static List<Standing> standings(RowSet<Row> rows) {
        List<Standing> standings = new ArrayList<>();
        for (Row row : rows) {
            Term term = term(row);
            if (standings.isEmpty() || !standings.getLast().term().equals(term)) {
                standings.add(new Standing(
                        term,
                        row.getLong("settled"),
                        row.getLong("leased"),
                        row.getBoolean("is_used_up"),
                        new ArrayList<>()));
            }
            if (row.getUUID("lease") != null) {
                standings.getLast().leases().add(held(row));
            }
        }
        return standings;
    }

    private static Term term(Row row) {
        return new Term(
                new TenantId(row.getString("tenant")),
                row.getString("budget"),
                row.getLocalDate("period_start"),
                row.getLocalDate("period_end"),
                new Money(row.getLong("cap"), row.getString("currency")),
                row.getBoolean("own"));
    }

    private static Held held(Row row) {
        OffsetDateTime granted = row.getOffsetDateTime("granted_at");
        return new Held(
                row.getUUID("lease"),
                row.getString("replica"),
                row.getString("state"),
                row.getLong("amount"),
                row.getLong("spent"),
                granted.toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return database.inStatement(client -> client.preparedQuery(sql).execute(values));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }
}
