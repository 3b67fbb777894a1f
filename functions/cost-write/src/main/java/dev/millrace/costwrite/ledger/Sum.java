package dev.millrace.costwrite.ledger;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a batch adds to a row of sums.
 *
 * @param <K> key of the row
 */
record Sum<K>(K key, Quantity quantity, long amount) {

    /**
     * What a row of the sums per day or month is known by.
     *
     * @param start the day, or the month's first one
     */
    record OfPurpose(LocalDate start, String account, Purpose purpose, String currency) {
        static OfPurpose inDay(Posting posting) {
            return of(posting, posting.day());
        }

        static OfPurpose inMonth(Posting posting) {
            return of(posting, posting.day().withDayOfMonth(1));
        }

        private static OfPurpose of(Posting posting, LocalDate start) {
            Purpose purpose = posting.purpose();
            return new OfPurpose(
                    start,
                    posting.account().name(),
                    new Purpose(
                            purpose.function(),
                            purpose.project(),
                            purpose.key(),
                            "",
                            "",
                            purpose.model(),
                            purpose.upstream()),
                    posting.currency());
        }
    }

    /** What a row of a day's totals is known by. */
    record OfTotal(LocalDate day, String account, String currency) {
        static OfTotal of(Posting posting) {
            return new OfTotal(posting.day(), posting.account().name(), posting.currency());
        }
    }

    /** What a row of the sums per ticket is known by. */
    record OfTicket(String ticket, String workflow, LocalDate day, String account, String currency) {
        static OfTicket of(Posting posting) {
            return new OfTicket(
                    posting.purpose().ticket(),
                    posting.purpose().workflow(),
                    posting.day(),
                    posting.account().name(),
                    posting.currency());
        }
    }

    /** What a row that budgets look at is known by. */
    record OfBudget(LocalDate day, String project, String key, String currency) {
        static OfBudget of(Posting posting) {
            return new OfBudget(
                    posting.day(),
                    posting.purpose().project(),
                    posting.purpose().key(),
                    posting.currency());
        }
    }

    /**
     * Adds up postings that have the same key.
     *
     * @return in the order of the keys, so that two batches lock the rows they share in the same order
     */
    static <K> List<Sum<K>> of(Collection<Posting> postings, Function<Posting, K> key) {
        // Records write their components in order: any order will do that is the same in each process.
        SortedMap<String, Sum<K>> sums = new TreeMap<>(Comparator.naturalOrder());
        for (Posting posting : postings) {
            K of = key.apply(posting);
            sums.merge(
                    of.toString(),
                    new Sum<>(of, posting.quantity(), posting.amount()),
                    (one, other) ->
                            new Sum<>(of, one.quantity.plus(other.quantity), Math.addExact(one.amount, other.amount)));
        }
        return List.copyOf(sums.values());
    }
}
