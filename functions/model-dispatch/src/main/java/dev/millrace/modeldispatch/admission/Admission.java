package dev.millrace.modeldispatch.admission;

import io.vertx.core.Future;

/** Decides about calls before they are made. Thread-safe; never blocks. */
public interface Admission {

    /**
     * Reserves limits and money for a call. A refusal is a {@link Verdict}; the future fails only on a defect.
     *
     * @return completed already, unless a budget must be leased from the database first
     */
    Future<Verdict> admit(Caller caller, Demand demand);

    /**
     * The same for what the platform asks beside a call that was admitted. Limits count what callers ask, so only money
     * is reserved.
     */
    Future<Verdict> admitFurther(Caller caller, Demand demand);
}
