package dev.millrace.costwrite.ledger;

import java.util.List;

/** A process that books one record and dies between the commit and its answer. */
final class DyingBooker {

    private DyingBooker() {}

    /** Arguments: port and name of the database. */
    public static void main(String[] args) {
        var ledger = new TestLedger(Integer.parseInt(args[0]), args[1]);
        ledger.ledger()
                .book(List.of(ledger.draft("event", TestLedger.spent("lease", 1, 70))))
                .subscribe()
                .with(booked -> Runtime.getRuntime().halt(137));
    }
}
