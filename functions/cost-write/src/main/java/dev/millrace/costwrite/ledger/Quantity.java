package dev.millrace.costwrite.ledger;

/**
 * How much was used.
 *
 * @param inputTokens all of them, the cached ones included
 * @param nanos wall-clock nanoseconds
 */
public record Quantity(long requests, long inputTokens, long cachedTokens, long outputTokens, long nanos) {

    public static final Quantity NONE = new Quantity(0, 0, 0, 0, 0);

    static Quantity ofTime(long nanos) {
        return new Quantity(0, 0, 0, 0, nanos);
    }

    Quantity plus(Quantity other) {
        return new Quantity(
                Math.addExact(requests, other.requests),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cachedTokens, other.cachedTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(nanos, other.nanos));
    }

    Quantity negated() {
        return new Quantity(-requests, -inputTokens, -cachedTokens, -outputTokens, -nanos);
    }
}
