package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.admission.Permit;
import dev.millrace.modeldispatch.admission.Spending;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Estimate;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.tokens.Usage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Closes the permit of one call with what it cost. */
final class Bill {

    private static final Logger LOG = Logger.getLogger(Bill.class);

    private final Permit permit;
    private final Tariff tariff;
    private final Estimate estimate;
    private final Usage most;

    /** @param most that the permit was asked for */
    Bill(Permit permit, Tariff tariff, Estimate estimate, Usage most) {
        this.permit = permit;
        this.tariff = tariff;
        this.estimate = estimate;
        this.most = most;
    }

    record Paid(Usage usage, Money cost) {}

    /** @param answered bytes of text that arrived, and in how many parts; used when the far side did not count */
    Paid pay(Upstream upstream, @Nullable Usage said, long answered, long parts) {
        Usage usage = counted(upstream, said, () -> estimate.likely(most, answered, parts));
        Money cost = tariff.cost(upstream.priced(), usage);
        permit.settle(new Spending(upstream.priced(), usage.input(), usage.cached(), usage.output(), cost.nanos()));
        return new Paid(usage, cost);
    }

    void cancel() {
        permit.release();
    }

    private Usage counted(Upstream upstream, @Nullable Usage said, Supplier<Usage> likely) {
        if (said != null && said.isPlausible(most)) {
            return said;
        }
        if (said != null) {
            LOG.warnf(
                    "The upstream '%s' counted %d tokens in and %d out, which cannot be: an estimate is booked instead",
                    upstream.name(), said.input(), said.output());
        }
        return likely.get();
    }
}
