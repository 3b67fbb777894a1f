package dev.millrace.modeldispatch.admission;

import static dev.millrace.modeldispatch.admission.Desk.caller;
import static dev.millrace.modeldispatch.admission.Desk.cost;
import static dev.millrace.modeldispatch.admission.Desk.own;
import static dev.millrace.modeldispatch.admission.Desk.permit;
import static dev.millrace.modeldispatch.admission.Desk.run;
import static dev.millrace.modeldispatch.admission.Desk.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.modeldispatch.admission.FlakyLeases.Mood;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseAwayTest {

    private static final long CAP = 1_000_000_000;

    private final Desk desk = new Desk();
    private final AtomicReference<FlakyLeases> between = new AtomicReference<>();
    private final Replica replica = desk.replica(real -> {
        between.set(new FlakyLeases(real));
        return between.get();
    });
    private final Caller caller = caller(tenant(own(CAP)), null);

    @AfterEach
    void close() {
        desk.close();
    }

    private void database(Mood mood) {
        Objects.requireNonNull(between.get()).mood = mood;
    }

    @Test
    void goesOnForAMinuteWithALiveLease() {
        // Given
        permit(replica, caller, 1_000).settle(cost(1_000));
        database(Mood.AWAY);

        // When
        for (int second = 0; second < 60; second++) {
            permit(replica, caller, 1_000).settle(cost(1_000));
            run(replica.bookkeeper.report());
            run(replica.bookkeeper.renew());
            desk.advance(Duration.ofSeconds(1));
        }

        // Then
        database(Mood.WELL);
        run(replica.bookkeeper.renew());
        assertThat(desk.settled("tenant")).isEqualTo(61_000);
        assertThat(new Books(List.copyOf(desk.told)).total()).isEqualTo(61_000);
    }

    @Test
    void refusesClearlyWhenTheLeaseIsUsedUp() {
        // Given
        permit(replica, caller, 1_000);
        long rest = desk.leased("tenant") - 1_000;
        permit(replica, caller, rest);
        database(Mood.AWAY);

        // When
        Verdict verdict = Desk.admit(replica, caller, 1);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Verdict.Reason.UNAVAILABLE);
            assertThat(refused.sentence()).contains("cannot be checked now", "Try again in 2 s");
            assertThat(refused.headers()).containsEntry("Retry-After", "2");
        });
    }

    @Test
    void spendsNothingOfALeaseThatOthersMayHaveReclaimed() {
        // Given
        permit(replica, caller, 1_000).settle(cost(1));
        database(Mood.AWAY);

        // When
        desk.advance(Replica.RULES.life());

        // Then
        assertThat(Desk.admit(replica, caller, 1)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void takesItsLeaseUpAgainWhenNobodyHasReclaimedIt() {
        // Given
        permit(replica, caller, 1_000).settle(cost(1));
        database(Mood.AWAY);
        desk.advance(Replica.RULES.life());
        Desk.admit(replica, caller, 1);

        // When
        database(Mood.WELL);
        run(replica.bookkeeper.renew());

        // Then
        assertThat(replica.admission.admit(caller, Desk.demand(1)).isComplete()).isTrue();
        assertThat(desk.number("SELECT count(*) FROM leases")).isEqualTo(1);
    }

    @Test
    void takesNothingTwiceWhenTheAnswerToAFreshLeaseIsLost() {
        // Given
        database(Mood.ANSWER_LOST);
        Desk.admit(replica, caller, CAP);

        // When
        database(Mood.WELL);
        Verdict again = Desk.admit(replica, caller, CAP);

        // Then
        assertThat(again).isInstanceOf(Verdict.Admitted.class);
        assertThat(desk.number("SELECT count(*) FROM leases")).isEqualTo(1);
    }

    @Test
    void takesNothingTwiceWhenTheAnswerToAnExtensionIsLost() {
        // Given
        permit(replica, caller, 1_000).release();
        database(Mood.ANSWER_LOST);
        Desk.admit(replica, caller, CAP);

        // When
        database(Mood.WELL);
        Verdict again = Desk.admit(replica, caller, CAP);

        // Then
        assertThat(again).isInstanceOf(Verdict.Admitted.class);
        assertThat(desk.leased("tenant")).isEqualTo(CAP);
    }

    @Test
    void givesBackWhatALostAnswerGranted() {
        // Given
        database(Mood.ANSWER_LOST);
        Desk.admit(replica, caller, CAP);
        database(Mood.WELL);
        desk.advance(Duration.ofSeconds(6));

        // When
        run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.leased("tenant")).isZero();
        assertThat(desk.number("SELECT count(*) FROM leases")).isZero();
    }

    @Test
    void settlesOnceWhenTheAnswerToARenewalIsLost() {
        // Given
        permit(replica, caller, 1_000).settle(cost(400));
        database(Mood.ANSWER_LOST);
        run(replica.bookkeeper.renew());

        // When
        database(Mood.WELL);
        run(replica.bookkeeper.renew());

        // Then
        assertThat(desk.settled("tenant")).isEqualTo(400);
    }
}
