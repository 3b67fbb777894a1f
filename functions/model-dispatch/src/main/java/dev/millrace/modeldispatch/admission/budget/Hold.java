package dev.millrace.modeldispatch.admission.budget;

import java.util.List;

/** What became of the wish to reserve money in every budget that bounds a call. */
public sealed interface Hold {

    /** To be ended with {@link Purse#settle} or {@link Purse#release}, once. */
    record Held(List<Share> shares) implements Hold {}

    /**
     * @param left what is neither settled nor reserved, as far as this replica may know
     * @param elsewhere what other replicas hold and have not spent; it may come back within seconds
     */
    record Exhausted(Term term, long left, long elsewhere) implements Hold {}

    /** The ledger says that the cap is reached. */
    record UsedUp(Term term) implements Hold {}

    /** The database does not answer, and what was leased is used up. */
    record Away(Term term) implements Hold {}

    /** Prices and budget are in different currencies. */
    record OtherCurrency(Term term) implements Hold {}
}
