package dev.millrace.runtime.bench.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;

/**
 * What was promised of a figure.
 *
 * @param value in the figure's unit
 */
public record Bound(Side side, double value) {

    /** Decimals that say nothing. */
    private static final Pattern WHOLE = Pattern.compile("\\.0+(?= )");

    /** On which side of the value a figure must stay. */
    public enum Side {
        @JsonProperty("at most")
        AT_MOST,
        @JsonProperty("at least")
        AT_LEAST
    }

    public static Bound atMost(double value) {
        return new Bound(Side.AT_MOST, value);
    }

    public static Bound atLeast(double value) {
        return new Bound(Side.AT_LEAST, value);
    }

    public boolean holds(double measured) {
        return switch (side) {
            case AT_MOST -> measured <= value;
            case AT_LEAST -> measured >= value;
        };
    }

    String text(Unit unit) {
        return switch (side) {
                    case AT_MOST -> "at most ";
                    case AT_LEAST -> "at least ";
                }
                + WHOLE.matcher(unit.text(value)).replaceFirst("");
    }
}
