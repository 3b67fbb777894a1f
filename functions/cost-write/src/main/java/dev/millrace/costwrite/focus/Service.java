package dev.millrace.costwrite.focus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What kind of service an account pays for, in the specification's words.
 *
 * @param unit that it is measured in; null where nothing was measured
 * @param ofUnit how long a unit is; null where it is no time
 */
record Service(
        String category,
        String subcategory,
        String name,
        String resourceType,
        @Nullable String unit,
        @Nullable Duration ofUnit) {

    private static final Service MODELS =
            new Service("AI and Machine Learning", "Generative AI", "Models", "Model", "Tokens", null);
    private static final Service FUNCTIONS =
            new Service("Compute", "Serverless Compute", "Functions", "Function", "Seconds", Duration.ofSeconds(1));
    private static final Service BUILDS = new Service(
            "Developer Tools",
            "Continuous Integration and Deployment",
            "Pipelines",
            "Pipeline",
            "Minutes",
            Duration.ofMinutes(1));
    private static final Service UNATTRIBUTED =
            new Service("AI and Machine Learning", "Generative AI", "Models", "Model", null, null);

    static Service of(String account) {
        return switch (account) {
            case "expense:model" -> MODELS;
            case "expense:build" -> BUILDS;
            case "expense:unattributed" -> UNATTRIBUTED;
            default -> FUNCTIONS;
        };
    }

    /** @return null where nothing was measured */
    @Nullable
    BigDecimal quantity(DaySum sum) {
        if (unit == null) {
            return null;
        }
        return ofUnit == null
                ? BigDecimal.valueOf(sum.tokens())
                : BigDecimal.valueOf(sum.nanos()).divide(BigDecimal.valueOf(ofUnit.toNanos()), 9, RoundingMode.HALF_UP);
    }
}
