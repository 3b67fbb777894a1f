package dev.millrace.modeldispatch.route;

/**
 * What is known about the upstreams while a decision is made.
 */
public interface Standing {

    /** Whether it may be asked, as far as its last answers say. */
    boolean isHealthy(Upstream upstream);

    /** Whether a trial has ended badly. */
    boolean isRolledBack(Alias alias, Canary canary, Upstream upstream);

    /** Milliseconds of the 95th percentile; 0 while nothing is known. */
    double latency(Upstream upstream);

    boolean isPriced(Upstream upstream);

    /** Nanos per million tokens of output; 0 when it has no price. */
    long price(Upstream upstream);
}
