package dev.millrace.modeldispatch.admission;

import static dev.millrace.modeldispatch.admission.Desk.caller;
import static dev.millrace.modeldispatch.admission.Desk.cost;
import static dev.millrace.modeldispatch.admission.Desk.own;
import static dev.millrace.modeldispatch.admission.Desk.permit;
import static dev.millrace.modeldispatch.admission.Desk.run;
import static dev.millrace.modeldispatch.admission.Desk.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseLifeTest {

    private static final long CAP = 1_000_000_000;
    private static final Duration IDLE = Duration.ofSeconds(6);

    private final Desk desk = new Desk();
    private final Replica replica = desk.replica();
    private final Caller caller = caller(tenant(own(CAP)), null);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void givesAnIdleLeaseBack() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        run(replica.bookkeeper.report());
        desk.advance(IDLE);

        // When
        run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.leased("tenant")).isZero();
        assertThat(desk.settled("tenant")).isEqualTo(400);
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
    }

    @Test
    void givesTheRestOfALeaseBackWhileACallStillRuns() {
        // Given
        Permit slow = permit(replica, caller, 1_000);
        desk.advance(IDLE);

        // When
        run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.leased("tenant")).isEqualTo(1_000);
        slow.settle(cost(900));
        run(replica.bookkeeper.report());
        run(replica.bookkeeper.renew());
        assertThat(desk.settled("tenant")).isEqualTo(900);
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
    }

    @Test
    void keepsALeaseUntilTheLedgerKnowsEverything() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        desk.brokerAway = true;
        run(replica.bookkeeper.report());
        replica.bookkeeper.stop();
        assertThat(desk.number("SELECT amount FROM leases")).isEqualTo(400);

        // When
        desk.brokerAway = false;
        replica.bookkeeper.stop();

        // Then
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
        assertThat(desk.spent()).hasSize(1);
    }

    @Test
    void sendsWhatTheBrokerDidNotConfirmAgainAsItIs() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        desk.brokerAway = true;
        run(replica.bookkeeper.report());
        permit(replica, caller, 1_000).settle(cost(30));
        run(replica.bookkeeper.report());

        // When
        desk.brokerAway = false;
        run(replica.bookkeeper.report());

        // Then
        assertThat(desk.refused)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).isEqualTo(desk.told.getFirst()));
        assertThat(desk.spent())
                .extracting(record -> record.calls().getFirst().cost().nanos())
                .containsExactly(400L, 30L);
        assertThat(desk.spent()).extracting(UsageEvent.Spent::sequence).containsExactly(1L, 2L);
        assertThat(desk.told).extracting(Event::id).doesNotHaveDuplicates();
    }

    @Test
    void settlesALeaseInFullWhenItsHolderHasGone() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        long amount = desk.number("SELECT amount FROM leases");
        desk.expireLeases();

        // When
        Replica other = desk.replica();
        run(other.bookkeeper.sweep());
        run(other.bookkeeper.sweep());

        // Then
        assertThat(desk.settled("tenant")).isEqualTo(amount);
        assertThat(desk.leased("tenant")).isZero();
        assertThat(desk.expired())
                .singleElement()
                .satisfies(lost -> assertThat(lost.amount()).isEqualTo(new Money(amount, "USD")));
    }

    @Test
    void remembersALostLeaseUntilTheBrokerHasItsEnd() {
        // Given
        permit(replica, caller, 1_000);
        desk.expireLeases();
        desk.brokerAway = true;
        run(replica.bookkeeper.sweep());

        // When
        desk.brokerAway = false;
        run(desk.replica().bookkeeper.sweep());

        // Then
        assertThat(desk.expired()).hasSize(1);
        assertThat(desk.told).isEqualTo(desk.refused);
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
    }

    @Test
    void reportsUsageOfALeaseThatExpiredMeanwhile() {
        // Given
        Permit slow = permit(replica, caller, 1_000);
        desk.expireLeases();
        run(desk.replica().bookkeeper.sweep());
        run(replica.bookkeeper.renew());

        // When
        slow.settle(cost(400));
        run(replica.bookkeeper.report());
        run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.spent())
                .singleElement()
                .satisfies(late -> assertThat(late.lease())
                        .isEqualTo(desk.expired().getFirst().lease()));
        assertThat(new Books(List.copyOf(desk.told)).total()).isEqualTo(desk.settled("tenant"));
    }

    @Test
    void takesAFreshLeaseWhenItsOwnHasExpired() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        desk.expireLeases();
        run(desk.replica().bookkeeper.sweep());
        desk.advance(Replica.RULES.life());

        // When
        permit(replica, caller, 1_000).settle(cost(1));

        // Then
        assertThat(desk.number("SELECT count(*) FROM leases WHERE state = 'live'"))
                .isEqualTo(1);
        replica.bookkeeper.stop();
        assertThat(new Books(List.copyOf(desk.told)).total()).isEqualTo(desk.settled("tenant"));
    }

    @Test
    void reclaimsExpiredLeasesBeforeItRefuses() {
        // Given
        permit(replica, caller, CAP / 2);
        permit(replica, caller, CAP / 2).settle(cost(0));
        desk.execute("UPDATE leases SET settled = 5");
        desk.execute("UPDATE budgets SET settled = 5, leased = leased - 5");
        desk.expireLeases();

        // When
        Verdict verdict = Desk.admit(desk.replica(), caller, 1);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        assertThat(desk.leased("tenant")).isZero();
        assertThat(desk.settled("tenant")).isEqualTo(CAP);
    }

    @Test
    void saysNothingToTheLedgerOfLeasesThatGuardOnly() {
        // Given
        Budget project = new Budget("web", new Money(CAP, "USD"), Budget.Period.DAY, "web", null);
        Caller key = caller(tenant(own(CAP), project), Desk.key("ci", "web", Limits.NONE));
        permit(replica, key, 1_000);
        desk.expireLeases();

        // When
        run(replica.bookkeeper.sweep());

        // Then
        assertThat(desk.expired()).hasSize(1);
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
        assertThat(desk.leased("web")).isZero();
        assertThat(desk.settled("web")).isPositive();
    }

    @Test
    void leavesTheRestToOthersInShrinkingChunks() {
        // Given
        Replica other = desk.replica();
        for (int i = 0; i < 20; i++) {
            permit(replica, caller, 1_000_000).settle(cost(1_000_000));
            run(replica.bookkeeper.report());
            run(replica.bookkeeper.renew());
            desk.advance(Duration.ofSeconds(1));
        }

        // When
        Verdict verdict = Desk.admit(other, caller, CAP / 8);

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void countsALostHolderOnceWhenAllSweep() {
        // Given
        permit(replica, caller, 1_000);
        desk.expireLeases();

        // When
        for (Replica each : List.of(desk.replica(), desk.replica(), replica)) {
            run(each.bookkeeper.sweep());
        }

        // Then
        assertThat(new Books(List.copyOf(desk.told)).total()).isEqualTo(desk.settled("tenant"));
    }
}
