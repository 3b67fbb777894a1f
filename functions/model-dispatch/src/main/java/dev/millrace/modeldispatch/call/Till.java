package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.admission.Admission;
import dev.millrace.modeldispatch.admission.Caller;
import dev.millrace.modeldispatch.admission.Demand;
import dev.millrace.modeldispatch.admission.Permit;
import dev.millrace.modeldispatch.admission.Verdict;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Estimate;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.tokens.Usage;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** Opens bills: nobody is asked before the worst case is reserved. */
@Singleton
class Till {

    private final Admission admission;
    private final Estimate estimate;
    private final Vertx vertx;

    Till(Admission admission, Estimate estimate, Vertx vertx) {
        this.admission = admission;
        this.estimate = estimate;
        this.vertx = vertx;
    }

    /** What became of a wish for a bill. */
    sealed interface Opened {

        /** To be closed once. */
        record Ready(Bill bill, Permit permit) implements Opened {}

        record Refused(Verdict.Refused verdict) implements Opened {}
    }

    /**
     * What is to be asked.
     *
     * @param model alias to book it under
     * @param reachable who may be asked; the dearest counts
     */
    record Wish(Caller caller, String model, Prompt prompt, List<Upstream> reachable, Tariff tariff) {}

    /** For a call. */
    Future<Opened> open(Wish wish) {
        Usage most = most(wish);
        return opened(admission.admit(wish.caller(), demand(wish, most)), wish, most);
    }

    /** For what the platform asks on its own beside a call. */
    Future<Opened> openFurther(Wish wish) {
        Usage most = most(wish);
        return opened(admission.admitFurther(wish.caller(), demand(wish, most)), wish, most);
    }

    private Usage most(Wish wish) {
        return estimate.most(wish.prompt().request(), wish.prompt().usualOutput());
    }

    private static Demand demand(Wish wish, Usage most) {
        Money cost = wish.reachable().stream()
                .map(upstream -> wish.tariff().cost(upstream.priced(), most))
                .max(Comparator.comparingLong(Money::nanos))
                .orElseThrow();
        return new Demand(wish.model(), most.total(), cost);
    }

    private Future<Opened> opened(Future<Verdict> verdict, Wish wish, Usage most) {
        return Threads.here(vertx, verdict).map(known -> switch (known) {
            case Verdict.Refused refused -> new Opened.Refused(refused);
            case Verdict.Admitted admitted ->
                new Opened.Ready(new Bill(admitted.permit(), wish.tariff(), estimate, most), admitted.permit());
        });
    }
}
