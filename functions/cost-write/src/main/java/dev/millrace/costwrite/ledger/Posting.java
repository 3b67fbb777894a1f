package dev.millrace.costwrite.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of an entry.
 *
 * @param line counts the entry's postings from 0
 */
record Posting(
        long entry,
        int line,
        Account account,
        Purpose purpose,
        Quantity quantity,
        LocalDate day,
        String currency,
        long amount) {

    private record Debt(Account owed, String upstream, LocalDate day, String currency) {}

    /** The expenses one by one, then what is owed to each in one sum, so that they add up to 0. */
    static List<Posting> of(long entry, List<Charge> charges) {
        List<Posting> postings = new ArrayList<>();
        Map<Debt, Long> debts = new LinkedHashMap<>();
        for (Charge charge : charges) {
            postings.add(new Posting(
                    entry,
                    postings.size(),
                    charge.expense(),
                    charge.purpose(),
                    charge.quantity(),
                    charge.day(),
                    charge.currency(),
                    charge.amount()));
            debts.merge(
                    new Debt(charge.owed(), charge.purpose().upstream(), charge.day(), charge.currency()),
                    -charge.amount(),
                    Math::addExact);
        }
        debts.forEach((debt, amount) -> postings.add(new Posting(
                entry,
                postings.size(),
                debt.owed(),
                new Purpose("", "", "", "", "", "", debt.upstream()),
                Quantity.NONE,
                debt.day(),
                debt.currency(),
                amount)));
        return postings;
    }

    /** In another entry, of the same day, account and currency. */
    Posting copy(long otherEntry, int otherLine, Purpose other, Quantity used, long nanos) {
        return new Posting(otherEntry, otherLine, account, other, used, day, currency, nanos);
    }
}
