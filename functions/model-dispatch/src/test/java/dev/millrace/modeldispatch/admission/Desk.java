package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.contracts.tenant.Scope;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.modeldispatch.admission.budget.Leases;
import dev.millrace.testkit.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What tests of admission need: a database, a broker that takes or refuses, clocks that are moved by hand, tenants. */
public final class Desk implements AutoCloseable {

    public static final TenantId ACME = new TenantId("acme");
    public static final Spending NOTHING = new Spending("stand-in", 0, 0, 0, 0);

    public final TestDatabase database = Replica.schema();
    public final List<Event<?>> told = new CopyOnWriteArrayList<>();
    public final List<Event<?>> refused = new CopyOnWriteArrayList<>();
    public volatile boolean brokerAway;
    private final AtomicLong nanos = new AtomicLong(1);
    private final List<Replica> replicas = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-03T08:00:00Z");

    public Replica replica() {
        return replica(UnaryOperator.identity());
    }

    /** @param between stands between the replica and the database */
    public Replica replica(UnaryOperator<Leases> between) {
        var replica = new Replica(
                database.port(),
                database.name(),
                this::take,
                Replica.RULES,
                Duration.ZERO,
                clock(),
                nanos::get,
                between);
        replicas.add(replica);
        return replica;
    }

    private Uni<Void> take(Event<?> event) {
        (brokerAway ? refused : told).add(event);
        return brokerAway
                ? Uni.createFrom().failure(new IllegalStateException("away"))
                : Uni.createFrom().voidItem();
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        now = now.plus(time);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("Tests work in UTC");
            }
        };
    }

    public List<UsageEvent.Spent> spent() {
        return told.stream()
                .map(Event::data)
                .filter(UsageEvent.Spent.class::isInstance)
                .map(UsageEvent.Spent.class::cast)
                .toList();
    }

    public List<UsageEvent.LeaseExpired> expired() {
        return told.stream()
                .map(Event::data)
                .filter(UsageEvent.LeaseExpired.class::isInstance)
                .map(UsageEvent.LeaseExpired.class::cast)
                .toList();
    }

    /** As the superuser, in the function's schema. */
    public void execute(String sql) {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = model_dispatch");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Whoever holds leases now seems to have gone. */
    public void expireLeases() {
        execute("UPDATE leases SET expires_at = clock_timestamp() - interval '1 second'");
    }

    /** One number that a query answers. */
    public long number(String query) {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = model_dispatch");
            try (var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    public long settled(String budget) {
        return number("SELECT coalesce(sum(settled), 0) FROM budgets WHERE budget = '" + budget + "'");
    }

    public long leased(String budget) {
        return number("SELECT coalesce(sum(leased), 0) FROM budgets WHERE budget = '" + budget + "'");
    }

    public static Verdict admit(Replica replica, Caller caller, long cost) {
        return get(replica.admission.admit(caller, demand(cost)));
    }

    public static Permit permit(Replica replica, Caller caller, long cost) {
        Verdict verdict = admit(replica, caller, cost);
        if (verdict instanceof Verdict.Admitted admitted) {
            return admitted.permit();
        }
        throw new AssertionError("Not admitted: " + verdict);
    }

    public static Demand demand(long cost) {
        return new Demand("default", 100, new Money(cost, "USD"));
    }

    public static Spending cost(long nanos) {
        return new Spending("stand-in", 10, 2, 5, nanos);
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void run(Uni<?> work) {
        work.await().atMost(Duration.ofSeconds(30));
    }

    public static Caller caller(Tenant tenant, @Nullable ApiKey key) {
        return new Caller(tenant, key, "model-dispatch", null, null, DataClassification.INTERNAL);
    }

    public static Tenant tenant(Budget... budgets) {
        return Tenant.of(ACME, "Acme", List.of(), TicketRules.DEFAULT, List.of())
                .withBudgets(List.of(budgets));
    }

    public static Budget own(long cap) {
        return new Budget("tenant", new Money(cap, "USD"), Budget.Period.MONTH, null, null);
    }

    public static ApiKey key(String name, @Nullable String project, Limits limits) {
        return new ApiKey(
                name, List.of(new Secret(Digest.of(name), null)), project, List.of(Scope.MODELS), List.of(), limits);
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        database.close();
    }
}
