package dev.millrace.runtime.manifest;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Go and therefore Knative write them: {@code 90s}, {@code 1m30s}, {@code 500ms}. */
final class GoDuration {

    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h)");

    private GoDuration() {}

    /** @throws IllegalArgumentException when the text is no such duration */
    static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write it like 60s or 1m30s");
        }
        return PART.matcher(text)
                .results()
                .map(part -> unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }
}
