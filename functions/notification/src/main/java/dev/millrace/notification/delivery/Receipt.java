package dev.millrace.notification.delivery;

import dev.millrace.contracts.events.NotificationEvent.Miss;

/** What became of a parcel. */
public record Receipt(Parcel parcel, Outcome outcome) {

    public boolean isSent() {
        return outcome instanceof Outcome.Sent;
    }

    public static Miss miss(Target target, Outcome.Refused refused) {
        return new Miss(target.channel(), target.recipient(), refused.reason(), refused.detail());
    }
}
