package dev.millrace.modeldispatch.admission;

import static dev.millrace.modeldispatch.admission.Desk.caller;
import static dev.millrace.modeldispatch.admission.Desk.cost;
import static dev.millrace.modeldispatch.admission.Desk.own;
import static dev.millrace.modeldispatch.admission.Desk.permit;
import static dev.millrace.modeldispatch.admission.Desk.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Limits;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetAdmissionTest {

    private static final long CAP = 1_000_000_000;

    private final Desk desk = new Desk();
    private final Replica replica = desk.replica();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void bindsASecondCallFromMemory() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);
        permit(replica, caller, 1_000);

        // When
        Future<Verdict> second = replica.admission.admit(caller, Desk.demand(1_000));

        // Then
        assertThat(second.isComplete()).isTrue();
        assertThat(second.result()).isInstanceOf(Verdict.Admitted.class);
        assertThat(desk.number("SELECT count(*) FROM leases")).isEqualTo(1);
    }

    @Test
    void settlesWhatWasSpentAndTellsTheLedgerOnWhat() {
        // Given
        Caller caller = caller(tenant(own(CAP)), Desk.key("ci", "web", Limits.NONE));
        permit(replica, caller, 1_000).settle(cost(700));
        permit(replica, caller, 1_000).settle(cost(50));
        permit(replica, caller, 1_000).release();

        // When
        Desk.run(replica.bookkeeper.report());
        Desk.run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.settled("tenant")).isEqualTo(750);
        assertThat(desk.spent()).singleElement().satisfies(record -> {
            assertThat(record.sequence()).isEqualTo(1);
            assertThat(record.calls())
                    .containsExactly(new UsageEvent.Calls(
                            null,
                            null,
                            "model-dispatch",
                            "ci",
                            "web",
                            "default",
                            "stand-in",
                            2,
                            20,
                            4,
                            10,
                            new Money(750, "USD")));
        });
    }

    @Test
    void settlesAPermitOnce() {
        // Given
        Permit permit = permit(replica, caller(tenant(own(CAP)), null), 1_000);

        // When
        permit.settle(cost(700));
        permit.settle(cost(700));
        permit.release();

        // Then
        Desk.run(replica.bookkeeper.renew());
        assertThat(desk.settled("tenant")).isEqualTo(700);
    }

    @Test
    void refusesWhatTheBudgetCannotCoverAndSaysWhatToDo() {
        // When
        Verdict verdict = Desk.admit(replica, caller(tenant(own(CAP)), null), CAP + 1);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Verdict.Reason.BUDGET_EXHAUSTED);
            assertThat(refused.sentence())
                    .isEqualTo("The budget 'tenant' of 1.00 USD from 2026-11-01 until 2026-12-01 (UTC) does not cover"
                            + " this call: it may cost up to 1.000000001 USD, and 1.00 USD is left. Lower max_tokens,"
                            + " ask for a higher budget, or wait for 2026-12-01.");
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofDays(27).plusHours(16));
        });
    }

    @Test
    void spendsABudgetToTheLastNano() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);
        permit(replica, caller, CAP - 1).settle(cost(CAP - 1));

        // When
        Verdict last = Desk.admit(replica, caller, 1);
        Verdict tooMuch = Desk.admit(replica, caller, 1);

        // Then
        assertThat(last).isInstanceOf(Verdict.Admitted.class);
        assertThat(tooMuch).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void countsItsOwnRestBeforeItRefuses() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);
        permit(replica, caller, CAP / 2).settle(cost(0));

        // Then
        assertThat(Desk.admit(replica, caller, CAP)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void servesAllWhoWaitWithOneQuestion() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);

        // When
        List<Future<Verdict>> verdicts = IntStream.range(0, 100)
                .mapToObj(i -> replica.admission.admit(caller, Desk.demand(1_000)))
                .toList();

        // Then
        assertThat(verdicts).allSatisfy(verdict -> assertThat(Desk.get(verdict)).isInstanceOf(Verdict.Admitted.class));
        assertThat(desk.number("SELECT count(*) FROM leases")).isEqualTo(1);
        assertThat(desk.leased("tenant")).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void fitsACallIntoEveryBudgetThatBoundsIt() {
        // Given
        Budget project = new Budget("web", new Money(5_000, "USD"), Budget.Period.DAY, "web", null);
        Budget other = new Budget("api", new Money(0, "USD"), Budget.Period.DAY, "api", null);
        Caller caller = caller(tenant(own(CAP), project, other), Desk.key("ci", "web", Limits.NONE));

        // When
        permit(replica, caller, 4_000).settle(cost(3_000));

        // Then
        assertThat(Desk.admit(replica, caller, 2_001))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("'web'", "2026-11-04"));
        assertThat(Desk.admit(replica, caller, 2_000)).isInstanceOf(Verdict.Admitted.class);
        Desk.run(replica.bookkeeper.renew());
        assertThat(desk.settled("web")).isEqualTo(3_000);
        assertThat(desk.settled("tenant")).isEqualTo(3_000);
        assertThat(desk.settled("api")).isZero();
    }

    @Test
    void takesNothingOfOneBudgetWhenAnotherRefuses() {
        // Given
        Budget project = new Budget("web", new Money(5_000, "USD"), Budget.Period.DAY, "web", null);
        Caller caller = caller(tenant(own(CAP), project), Desk.key("ci", "web", Limits.NONE));
        permit(replica, caller, 5_000);
        assertThat(Desk.admit(replica, caller, 5_000)).isInstanceOf(Verdict.Refused.class);

        // When
        Verdict rest = Desk.admit(replica, caller(tenant(own(CAP)), null), CAP - 5_000);

        // Then
        assertThat(rest).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void standsInForABudgetThatTheTenantDoesNotHave() {
        // When
        permit(replica, caller(tenant(), null), 1_000);

        // Then
        assertThat(desk.number("SELECT cap FROM budgets WHERE budget = 'tenant'"))
                .isEqualTo(100_000_000_000L);
    }

    @Test
    void refusesPricesInAnotherCurrency() {
        // Given
        Budget euros = new Budget("tenant", new Money(CAP, "EUR"), Budget.Period.MONTH, null, null);

        // Then
        assertThat(Desk.admit(replica, caller(tenant(euros), null), 1))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("another currency"));
    }

    @Test
    void startsAFreshLeaseInAFreshPeriod() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);
        Permit late = permit(replica, caller, CAP);
        desk.advance(Duration.ofDays(30));

        // When
        permit(replica, caller, CAP).settle(cost(3));
        late.settle(cost(5));

        // Then
        Desk.run(replica.bookkeeper.renew());
        assertThat(desk.number("SELECT settled FROM budgets WHERE period_start = '2026-11-01'"))
                .isEqualTo(5);
        assertThat(desk.number("SELECT settled FROM budgets WHERE period_start = '2026-12-01'"))
                .isEqualTo(3);
        assertThat(desk.number("SELECT leased FROM budgets WHERE period_start = '2026-11-01'"))
                .isZero();
    }

    @Test
    void leasesNoMoreOnceTheLedgerSaysThatTheCapIsReached() {
        // Given
        Caller caller = caller(tenant(own(CAP)), null);
        permit(replica, caller, 1_000).release();
        var reached = new BudgetEvent.Reached(
                "tenant",
                LocalDate.parse("2026-11-01"),
                LocalDate.parse("2026-12-01"),
                100,
                new Money(CAP, "USD"),
                new Money(CAP, "USD"));

        // When
        Desk.run(new BudgetBlocks(replica.leases).apply(Desk.ACME, reached));
        Desk.run(replica.bookkeeper.renew());

        // Then
        assertThat(Desk.admit(replica, caller, 1))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.sentence()).contains("is used up"));
        assertThat(Desk.admit(replica, caller(tenant(own(CAP + 1)), null), 1)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void booksACallThatCostMoreThanItsWorstCaseAndLeasesNoMore() {
        // Given
        Caller caller = caller(tenant(own(1_000)), null);
        Permit permit = permit(replica, caller, 1_000);

        // When
        permit.settle(cost(1_500));
        Desk.run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.settled("tenant")).isEqualTo(1_500);
        assertThat(Desk.admit(replica, caller, 1)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void leasesNoMoreWhenTheCapSinksBelowWhatIsSpent() {
        // Given
        permit(replica, caller(tenant(own(CAP)), null), CAP / 2).settle(cost(CAP / 2));

        // When
        Verdict verdict = Desk.admit(replica, caller(tenant(own(CAP / 4)), null), CAP / 4);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(desk.number("SELECT cap FROM budgets")).isEqualTo(CAP / 4);
    }

    @Test
    void holdsAbsurdCountsWithinBounds() {
        // Given
        Permit permit = permit(replica, caller(tenant(own(CAP)), null), 1_000);

        // When
        permit.settle(new Spending("stand-in", Long.MAX_VALUE, -5, Long.MIN_VALUE, -1));

        // Then
        Desk.run(replica.bookkeeper.report());
        assertThat(desk.spent().getFirst().calls().getFirst()).satisfies(calls -> {
            assertThat(calls.inputTokens()).isEqualTo(1_000_000_000_000_000L);
            assertThat(calls.cachedTokens()).isZero();
            assertThat(calls.cost().nanos()).isZero();
        });
    }
}
