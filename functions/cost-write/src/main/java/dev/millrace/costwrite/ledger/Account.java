package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.events.UsageEvent;

/** Where an amount is posted: an expense, or the liability to whom it is owed. */
public record Account(String name) {

    public static final Account MODEL = new Account("expense:model");
    public static final Account BUSY = new Account("expense:compute:busy");
    public static final Account IDLE = new Account("expense:compute:idle");
    public static final Account COLD_START = new Account("expense:compute:cold-start");
    public static final Account BUILD = new Account("expense:build");

    /** What a lease is worth that expired, beyond what its usage says so far. */
    public static final Account UNATTRIBUTED = new Account("expense:unattributed");

    static final Account COMPUTE_PROVIDER = new Account("liability:compute");

    /** Nobody knows yet which model got it. */
    static final Account SOME_MODEL = new Account("liability:unattributed");

    /** @param upstream name of the model that is paid */
    static Account ofModel(String upstream) {
        return new Account("liability:model:" + upstream);
    }

    /** @param host name of the host binding whose pipelines are paid */
    static Account ofBuilds(String host) {
        return new Account("liability:build:" + host);
    }

    static Account of(UsageEvent.Kind kind) {
        return switch (kind) {
            case BUSY -> BUSY;
            case IDLE -> IDLE;
            case COLD_START -> COLD_START;
        };
    }

    public boolean isExpense() {
        return name.startsWith("expense:");
    }
}
