package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.store.Survey;
import java.time.Clock;
import java.time.Duration;

/** Counts what becomes of one Trigger's deliveries. Lives on the broker's event loop. */
final class Tally {

    private final String trigger;
    private final RecentLatency latency;
    private long pending;
    private long deadLettering;
    private long discarded;
    private long delivered;
    private long retried;
    private long failed;

    Tally(String trigger, Clock clock) {
        this.trigger = trigger;
        this.latency = new RecentLatency(clock);
    }

    /** Starts the counts of what lies in the table afresh. */
    void survey(Survey survey) {
        pending = survey.count(trigger, DeliveryState.PENDING);
        deadLettering = survey.count(trigger, DeliveryState.DEAD_LETTERING);
        discarded = survey.count(trigger, DeliveryState.DISCARDED);
    }

    void arrived() {
        pending++;
    }

    void settled(Settlement settlement) {
        DeliveryState before = settlement.parcel().progress().state();
        DeliveryState after = settlement.after().state();
        add(before, -1);
        add(after, 1);
        if (after == before) {
            retried++;
        } else if (after == DeliveryState.DELIVERED) {
            latency.record(sinceAccepted(settlement));
        } else if (before == DeliveryState.PENDING) {
            failed++;
        }
    }

    private void add(DeliveryState state, int difference) {
        switch (state) {
            case PENDING -> pending += difference;
            case DEAD_LETTERING -> deadLettering += difference;
            case DISCARDED -> discarded += difference;
            case DELIVERED -> delivered += difference;
            case DEAD_LETTERED -> {}
        }
    }

    static Duration sinceAccepted(Settlement settlement) {
        return Duration.between(settlement.parcel().stored().acceptedAt(), settlement.at());
    }

    TriggerStatus snapshot(int inFlight) {
        return new TriggerStatus(
                trigger,
                pending,
                inFlight,
                delivered,
                retried,
                failed,
                deadLettering,
                discarded,
                latency.percentile(50),
                latency.percentile(99));
    }
}
