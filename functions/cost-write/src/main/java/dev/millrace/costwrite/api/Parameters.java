package dev.millrace.costwrite.api;

import dev.millrace.contracts.TenantId;
import dev.millrace.costwrite.report.ReportQuery;
import dev.millrace.costwrite.report.Span;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Parameter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what requests ask for; what cannot be read is a 400 that says how it is written. */
@Singleton
class Parameters {

    private static final int PAGE = 100;

    private final Clock clock;
    private final Prices prices;

    Parameters(Clock clock, Prices prices) {
        this.clock = clock;
        this.prices = prices;
    }

    /** @return the current month where nothing else is said */
    Span span(@Nullable String from, @Nullable String to) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = new Parameter("from", from).day(today.withDayOfMonth(1));
        LocalDate end = new Parameter("to", to)
                .day(
                        from == null || from.isEmpty()
                                ? today.plusDays(1)
                                : max(first, today).plusDays(1));
        return checked(() -> new Span(first, end));
    }

    /** @return null when it is missing */
    @Nullable
    String tenant(@Nullable String tenant) {
        return tenant == null || tenant.isEmpty()
                ? null
                : checked(() -> new TenantId(tenant)).value();
    }

    TenantId requiredTenant(@Nullable String tenant) {
        return checked(() -> new TenantId(tenant == null ? "" : tenant));
    }

    /** @return the price book's where nothing else is said */
    String currency(@Nullable String currency) {
        if (currency != null && !currency.isEmpty()) {
            return currency;
        }
        return prices.book()
                .orElseThrow(() -> bad("'currency' must be given while there is no price book."))
                .currency();
    }

    int limit(@Nullable String limit) {
        return new Parameter("limit", limit).limit(PAGE, ReportQuery.MOST);
    }

    static <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage() + ".");
        }
    }

    static ProblemException bad(String sentence) {
        return new ProblemException(Problem.badRequest(sentence));
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
