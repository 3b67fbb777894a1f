package dev.millrace.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

    private static final Money TEN = new Money(10_000_000_000L, "USD");

    @ParameterizedTest
    @CsvSource({
        "DAY,2026-11-03T00:00:00Z,2026-11-03,2026-11-04",
        "DAY,2026-11-03T23:59:59.999999999Z,2026-11-03,2026-11-04",
        "DAY,2024-02-28T12:00:00Z,2024-02-28,2024-02-29",
        "WEEK,2026-11-02T00:00:00Z,2026-11-02,2026-11-09",
        "WEEK,2026-11-01T23:59:59.999999999Z,2026-10-26,2026-11-02",
        "WEEK,2027-01-01T00:00:00Z,2026-12-28,2027-01-04",
        "MONTH,2026-11-01T00:00:00Z,2026-11-01,2026-12-01",
        "MONTH,2026-10-31T23:59:59.999999999Z,2026-10-01,2026-11-01",
        "MONTH,2026-12-31T23:00:00Z,2026-12-01,2027-01-01",
        "MONTH,2024-02-29T00:00:00Z,2024-02-01,2024-03-01"
    })
    void periodsAreThoseOfTheCalendarInUtc(Period period, Instant moment, LocalDate start, LocalDate end) {
        assertThat(period.startOf(moment)).isEqualTo(start);
        assertThat(period.after(start)).isEqualTo(end);
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what has a default.
    void lastsAMonthUnlessTheTenantSaysOtherwise() {
        assertThat(new Budget("tenant", TEN, null, null, null).period()).isEqualTo(Period.MONTH);
    }

    @Test
    void boundsTheSpendingOfItsProjectAndKey() {
        // Given
        var own = new Budget("tenant", TEN, Period.MONTH, null, null);
        var project = new Budget("web", TEN, Period.MONTH, "web", null);
        var key = new Budget("ci", TEN, Period.MONTH, null, "ci");
        var both = new Budget("web-ci", TEN, Period.MONTH, "web", "ci");

        // Then
        assertThat(own.bounds(null, null)).isTrue();
        assertThat(own.bounds("web", "ci")).isTrue();
        assertThat(project.bounds("web", "app")).isTrue();
        assertThat(project.bounds("api", "ci")).isFalse();
        assertThat(project.bounds(null, null)).isFalse();
        assertThat(key.bounds(null, "ci")).isTrue();
        assertThat(both.bounds("web", "ci")).isTrue();
        assertThat(both.bounds("web", "app")).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what is required.
    void needsANameAndACap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget("A B", TEN, Period.DAY, null, null))
                .withMessageContaining("a budget's name has 1 to 40");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget("tenant", null, "USD", Period.DAY, null, null))
                .withMessage("budget 'tenant' needs an amount that is not below 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget("tenant", new Money(-1, "USD"), Period.DAY, null, null))
                .withMessage("budget 'tenant' needs an amount that is not below 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget("tenant", new BigDecimal("0.0000000001"), "USD", Period.DAY, null, null))
                .withMessageContaining("at most 9 decimals");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget("tenant", BigDecimal.ONE, "dollars", Period.DAY, null, null))
                .withMessageContaining("three capital letters");
    }

    @Test
    void aTenantWithoutABudgetOfItsOwnGetsTheUsualOne() {
        // Given
        Tenant tenant = Tenant.of(new TenantId("acme"), "Acme", List.of(), TicketRules.DEFAULT, List.of());
        var own = new Budget("all", TEN, Period.WEEK, null, null);
        var project = new Budget("tenant", TEN, Period.DAY, "web", null);

        // When
        List<Budget> none = tenant.budgetsOr(TEN);
        List<Budget> taken = tenant.withBudgets(List.of(project)).budgetsOr(TEN);
        List<Budget> set = tenant.withBudgets(List.of(project, own)).budgetsOr(TEN);

        // Then
        assertThat(none).containsExactly(new Budget("tenant", TEN, Period.MONTH, null, null));
        assertThat(taken).extracting(Budget::name).containsExactly("tenant-default", "tenant");
        assertThat(set).containsExactly(own, project);
    }
}
