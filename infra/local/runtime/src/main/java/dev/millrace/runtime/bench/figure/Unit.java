package dev.millrace.runtime.bench.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a figure counts. */
public enum Unit {
    @JsonProperty("ms")
    MILLIS {
        @Override
        public String text(double value) {
            double magnitude = Math.abs(value);
            if (magnitude >= 1_000) {
                return String.format(Locale.ROOT, magnitude < 10_000 ? "%.2f s" : "%.1f s", value / 1_000);
            }
            return String.format(
                    Locale.ROOT, (magnitude < 10 ? "%.2f" : magnitude < 100 ? "%.1f" : "%.0f") + " ms", value);
        }
    },
    @JsonProperty("per second")
    PER_SECOND {
        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%,.0f/s", value);
        }
    },
    @JsonProperty("MB")
    MEGABYTES {
        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%.0f MB", value);
        }
    },
    @JsonProperty("count")
    COUNT {
        @Override
        public String text(double value) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
    };

    /** A value as people read it, with about three digits that count. */
    public abstract String text(double value);
}
