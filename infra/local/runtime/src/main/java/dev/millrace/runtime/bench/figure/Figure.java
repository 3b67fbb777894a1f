package dev.millrace.runtime.bench.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured line.
 *
 * @param wanted what its median must keep, null where nothing was promised
 */
public record Figure(
        String name,
        Unit unit,
        Percentiles spread,
        @Nullable Bound wanted) {

    /** Whether a promise is kept. */
    public enum Verdict {
        @JsonProperty("holds")
        HOLDS,
        @JsonProperty("does not hold")
        DOES_NOT_HOLD,
        @JsonProperty("nothing was promised")
        NOTHING_PROMISED
    }

    /** A figure of which nothing was promised. */
    public static Figure of(String name, Unit unit, Percentiles spread) {
        return new Figure(name, unit, spread, null);
    }

    /** @param samples at least one */
    public static Figure of(String name, Unit unit, List<Double> samples) {
        return of(
                name,
                unit,
                Percentiles.of(samples.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** @param bound null where nothing is promised */
    public Figure wanted(@Nullable Bound bound) {
        return new Figure(name, unit, spread, bound);
    }

    @JsonProperty
    public Verdict verdict() {
        if (wanted == null) {
            return Verdict.NOTHING_PROMISED;
        }
        return wanted.holds(spread.p50()) ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
    }
}
