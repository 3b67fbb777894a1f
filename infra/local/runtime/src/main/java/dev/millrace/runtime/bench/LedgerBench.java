package dev.millrace.runtime.bench;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import dev.millrace.runtime.house.Blueprint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Usage into the ledger of a running platform: through the broker, as functions send it, and straight to cost-write,
 * whose callers wait for the commit of entry, postings and sums. In the end the ledger must hold it all, balanced.
 */
public final class LedgerBench {

    private static final String LEDGER = "cost-write";
    private static final int SENDERS = 16;
    private static final int CALLERS = 64;
    private static final int UNHURRIED = 20;
    private static final int LEASES = 50;
    private static final int TICKETS = 1_000;
    private static final Money COST = new Money(1_000, "USD");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String ENTRIES = "SELECT count(*) FROM cost_write.entries WHERE source = ?";
    private static final String UNBALANCED = """
        SELECT count(*) FROM (SELECT FROM cost_write.postings p JOIN cost_write.entries e ON e.id = p.entry
          WHERE e.source = ? GROUP BY p.entry, p.currency HAVING sum(p.amount) <> 0) unbalanced""";

    private final SpawnedHouse house;
    private final HttpClient http;
    private final EventSender broker;
    private final Dose dose;
    private final AtomicLong number = new AtomicLong();
    private long accepted;

    private LedgerBench(SpawnedHouse house, HttpClient http, EventSender broker, Dose dose) {
        this.house = house;
        this.http = http;
        this.broker = broker;
        this.dose = dose;
    }

    /**
     * @param root of the working copy
     * @param progress hears what is being measured
     */
    public static List<Figure> run(Path root, Dose dose, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start()) {
            HookSender.register(house);
            HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CALLERS));
            var broker = new EventSender(
                    http, house.inside(Blueprint.read(root).topology().path()), new TenantId(HookSender.TENANT));
            return new LedgerBench(house, http, broker, dose).measure(progress);
        } finally {
            vertx.close();
        }
    }

    private List<Figure> measure(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        progress.accept("ledger: warming up for " + dose.warmUp().toSeconds() + " s");
        keep(Load.closed(SENDERS, dose.warmUp(), () -> broker.send(usage())));
        house.awaitDrained(PATIENCE);
        progress.accept("ledger: " + UNHURRIED + " records in a second for "
                + dose.span().toSeconds() + " s");
        List<Figure> figures = new ArrayList<>();
        figures.add(unhurried());
        figures.addAll(rounds(progress));
        figures.addAll(books());
        return figures;
    }

    private Figure unhurried() throws IOException, InterruptedException, SQLException {
        Instant begun = Instant.now();
        keep(Load.open(UNHURRIED, dose.span(), () -> broker.send(usage())));
        house.awaitDrained(PATIENCE);
        return Figure.of(
                "usage record accepted to booked, at " + UNHURRIED + "/s",
                Unit.MILLIS,
                new BrokerBooks(house).finished(LEDGER, "dev.millrace.usage.spent.v1", begun));
    }

    private List<Figure> rounds(Consumer<String> progress) throws IOException, InterruptedException {
        List<Double> taken = new ArrayList<>();
        List<Double> booked = new ArrayList<>();
        List<Double> straight = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        for (int round = 1; round <= dose.rounds(); round++) {
            progress.accept("ledger: " + SENDERS + " senders to the broker, " + CALLERS + " to cost-write, round "
                    + round + " of " + dose.rounds());
            Load.Run events = keep(Load.closed(SENDERS, dose.span(), () -> broker.send(usage())));
            Duration drained = house.awaitDrained(PATIENCE);
            taken.add(events.perSecond());
            booked.add(events.accepted() / (events.took().plus(drained).toNanos() / 1e9));
            var ledger = new EventSender(http, house.awaitInstance(LEDGER, PATIENCE), new TenantId(HookSender.TENANT));
            Load.Run calls = keep(Load.closed(CALLERS, dose.span(), () -> ledger.send(usage())));
            straight.add(calls.perSecond());
            answers.add(calls.times().p50());
        }
        return List.of(
                Figure.of("usage records taken by the broker, " + SENDERS + " clients", Unit.PER_SECOND, taken),
                Figure.of("the same until the last is booked", Unit.PER_SECOND, booked),
                Figure.of(
                                "usage records booked, " + CALLERS + " clients straight at cost-write",
                                Unit.PER_SECOND,
                                straight)
                        .wanted(Bound.atLeast(3_000)),
                Figure.of("the same, commit answered after, p50", Unit.MILLIS, answers));
    }

    /** What was answered with 2xx must be there. */
    private List<Figure> books() throws SQLException {
        double missing = Math.max(0, accepted - count(ENTRIES));
        return List.of(
                Figure.of("usage records accepted and not in the ledger", Unit.COUNT, List.of(missing))
                        .wanted(Bound.atMost(0)),
                Figure.of("entries that do not balance", Unit.COUNT, List.of((double) count(UNBALANCED)))
                        .wanted(Bound.atMost(0)));
    }

    private Load.Run keep(Load.Run run) {
        accepted += run.accepted();
        return run;
    }

    private UsageEvent.Spent usage() {
        long id = number.incrementAndGet();
        Instant now = Instant.now();
        var calls = new UsageEvent.Calls(
                "ado/Fabrikam/" + id % TICKETS,
                null,
                "model-dispatch",
                null,
                null,
                "default",
                "stand-in",
                1,
                100,
                0,
                10,
                COST);
        return new UsageEvent.Spent("bench-" + id % LEASES, id, now, now, List.of(calls));
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = house.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, EventSender.SOURCE);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
