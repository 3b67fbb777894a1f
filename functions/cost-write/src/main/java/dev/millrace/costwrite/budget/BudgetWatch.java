package dev.millrace.costwrite.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.costwrite.budget.BudgetPeriod.Standing;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells of thresholds that budgets reach. It reads what is booked, so it may be asked as often as one likes, and finds
 * what a crash kept from being told. Thread-safe.
 */
@Singleton
public class BudgetWatch {

    private static final int REMEMBERED = 10_000;

    private final Budgets budgets;
    private final Database database;
    private final Sink sink;
    private final Clock clock;
    private final ThresholdTable table = new ThresholdTable();

    /** Saves asking the database again for what the broker knows already. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Tenants of whom nothing is left to tell from before this process started. */
    private final Set<TenantId> caughtUp = ConcurrentHashMap.newKeySet();

    BudgetWatch(Budgets budgets, Database database, Sink sink, Clock clock) {
        this.budgets = budgets;
        this.database = database;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Looks at a tenant's budgets.
     *
     * @param days on which something was booked
     * @return completes when the broker knows of every threshold that is reached
     */
    public Uni<Void> look(TenantId tenant, Collection<LocalDate> days) {
        List<BudgetPeriod> periods = budgets.of(tenant).stream()
                .flatMap(budget -> days.stream()
                        .map(day -> new BudgetPeriod(
                                budget,
                                budget.period()
                                        .startOf(
                                                day.atStartOfDay(ZoneOffset.UTC).toInstant())))
                        .distinct())
                .toList();
        return database.inTenant(tenant, connection -> untold(connection, tenant, periods))
                .call(untold -> each(untold, this::tell))
                .invoke(() -> caughtUp.add(tenant))
                .onFailure()
                .invoke(() -> {
                    caughtUp.remove(tenant);
                    told.clear();
                })
                .replaceWithVoid();
    }

    private Uni<List<Threshold>> untold(SqlConnection connection, TenantId tenant, List<BudgetPeriod> periods) {
        return fresh(connection, tenant, periods).chain(fresh -> {
            if (fresh.isEmpty() && caughtUp.contains(tenant)) {
                return Uni.createFrom().item(List.<Threshold>of());
            }
            return each(fresh, threshold -> table.reach(connection, threshold))
                    .invoke(() -> fresh.forEach(this::remember))
                    .chain(() -> table.unconfirmed(connection, tenant));
        });
    }

    /** Thresholds that are reached, without those that this process has told of. */
    private Uni<List<Threshold>> fresh(SqlConnection connection, TenantId tenant, List<BudgetPeriod> periods) {
        if (periods.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return table.booked(connection, tenant, periods).map(sums -> {
            List<Threshold> fresh = new ArrayList<>();
            for (int i = 0; i < periods.size(); i++) {
                thresholds(tenant, periods.get(i), sums.get(i))
                        .filter(threshold -> !told.contains(key(threshold)))
                        .forEach(fresh::add);
            }
            return fresh;
        });
    }

    private Stream<Threshold> thresholds(TenantId tenant, BudgetPeriod period, long booked) {
        return switch (period.booked(booked)) {
            case Standing.Below below -> Stream.empty();
            case Standing.Reached reached ->
                reached.percents().stream()
                        .map(percent -> new Threshold(
                                tenant,
                                period.budget().name(),
                                period.start(),
                                period.end(),
                                percent,
                                new Money(booked, period.budget().cap().currency()),
                                period.budget().cap(),
                                clock.instant().truncatedTo(ChronoUnit.MICROS)));
        };
    }

    private Uni<Void> tell(Threshold threshold) {
        return sink.publish(threshold.event())
                .chain(() -> database.inTenant(threshold.tenant(), connection -> table.confirm(connection, threshold)));
    }

    private void remember(Threshold threshold) {
        if (told.size() >= REMEMBERED) {
            told.clear();
        }
        told.add(key(threshold));
    }

    private static String key(Threshold threshold) {
        return threshold.event().id().value();
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item))
                .collect()
                .last();
    }
}
