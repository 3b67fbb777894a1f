package dev.millrace.durable.steps;

import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.durable.wire.Characters;

/**
 * Why a workflow comes to nothing.
 *
 * @param reason for the people of the ticket: a sentence without internals, cut off after 1000 characters
 */
public record Stop(Cause cause, String reason) {

    private static final int LONGEST = 1000;

    // It holds what others wrote, and goes into comments and notifications, which are bounded.
    public Stop {
        reason = reason.length() <= LONGEST ? reason : Characters.beginning(reason, LONGEST - 3) + "...";
    }

    public enum Cause {
        /** The tenant's budget is used up. */
        BUDGET,
        /** A function or a host said no. */
        REFUSED,
        /** The model gave no usable answer, asked several times. */
        UNREADABLE,
        /** Builds fail, and mending them did not help. */
        BROKEN_BUILD,
        /** People said no. */
        REJECTED,
        /** Nobody decided in time. */
        EXPIRED,
        /** People took the question away, or closed the pull request. */
        WITHDRAWN,
        /** Nobody knows what happened, and nobody could be asked. */
        UNKNOWN,
        /** A fault of this software. */
        FAULT
    }

    static Stop by(CompletionEvent.Refused refused) {
        return switch (refused.reason()) {
            case BUDGET_EXHAUSTED -> new Stop(Cause.BUDGET, "the budget is used up: " + refused.detail());
            case NO_ROUTE, BLOCKED, INVALID ->
                new Stop(Cause.REFUSED, "no model may answer the " + refused.purpose() + ": " + refused.detail());
        };
    }

    /** Whether operators should hear of it, beside the people of the ticket. */
    boolean concernsOperators() {
        return switch (cause) {
            case BUDGET, UNKNOWN, FAULT -> true;
            case REFUSED, UNREADABLE, BROKEN_BUILD, REJECTED, EXPIRED, WITHDRAWN -> false;
        };
    }
}
