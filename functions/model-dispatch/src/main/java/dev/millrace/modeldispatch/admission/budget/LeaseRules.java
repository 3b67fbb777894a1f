package dev.millrace.modeldispatch.admission.budget;

import java.time.Duration;

/**
 * How leases are held.
 *
 * @param life of a lease that is not renewed
 * @param idle after which a lease is given back
 * @param ahead for how long a lease should last at the present rate of spending
 * @param floor nanos that a lease has at least, when there is enough
 */
public record LeaseRules(Duration life, Duration idle, Duration ahead, long floor) {}
