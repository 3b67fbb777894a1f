package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.events.UsageEvent.Calls;
import dev.millrace.contracts.events.UsageEvent.Spent;
import dev.millrace.modeldispatch.admission.Spending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a lease was spent on and the ledger has not been told yet. Its memory is bounded: beyond so many kinds of calls,
 * further kinds become one. A record that the broker did not confirm stays as it is until it does, before there is another
 * one. The tenant's {@link Purse} guards it.
 */
final class Tally {

    static final int MOST_KINDS = 500;
    private static final int MOST_CALLS = 100;

    /** Leaves room for the event's attributes within 64 KiB. */
    private static final int MOST_BYTES = 56 * 1024;

    private static final int BYTES_OF_NUMBERS = 250;

    private final UUID lease;
    private final String currency;
    private final Map<Use, Sums> sums = new LinkedHashMap<>();
    private Instant from;
    private long sequence;
    private @Nullable Spent unconfirmed;

    Tally(UUID lease, String currency, Instant from) {
        this.lease = lease;
        this.currency = currency;
        this.from = from;
    }

    void add(Use use, Spending spending) {
        Use kind = sums.size() < MOST_KINDS || sums.containsKey(use) ? use : Use.OTHERS;
        sums.computeIfAbsent(kind, unseen -> new Sums()).add(spending);
    }

    /** Whether the ledger has everything. */
    boolean isEmpty() {
        return unconfirmed == null && sums.isEmpty();
    }

    /** The record to send now: the same one until it is confirmed. Null when there is nothing to say. */
    @Nullable
    Spent next(Instant now) {
        if (unconfirmed == null && !sums.isEmpty()) {
            unconfirmed = new Spent(lease.toString(), ++sequence, from, now, take());
            from = now;
        }
        return unconfirmed;
    }

    void confirm(Spent record) {
        if (record.equals(unconfirmed)) {
            unconfirmed = null;
        }
    }

    private List<Calls> take() {
        List<Calls> calls = new ArrayList<>();
        int bytes = 0;
        Iterator<Map.Entry<Use, Sums>> entries = sums.entrySet().iterator();
        while (entries.hasNext() && calls.size() < MOST_CALLS) {
            Map.Entry<Use, Sums> entry = entries.next();
            bytes += entry.getKey().bytes() + BYTES_OF_NUMBERS;
            if (bytes > MOST_BYTES && !calls.isEmpty()) {
                break;
            }
            calls.add(entry.getValue().calls(entry.getKey(), currency));
            entries.remove();
        }
        return calls;
    }

    private static final class Sums {
        private long requests;
        private long input;
        private long cached;
        private long output;
        private long nanos;

        void add(Spending spending) {
            requests++;
            input += spending.inputTokens();
            cached += spending.cachedTokens();
            output += spending.outputTokens();
            nanos += spending.nanos();
        }

        Calls calls(Use use, String currency) {
            return new Calls(
                    use.correlationId(),
                    use.instanceId(),
                    use.function(),
                    use.key(),
                    use.project(),
                    use.model(),
                    use.upstream(),
                    requests,
                    input,
                    cached,
                    output,
                    new Money(nanos, currency));
        }
    }
}
