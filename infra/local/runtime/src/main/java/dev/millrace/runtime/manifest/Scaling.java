package dev.millrace.runtime.manifest;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How Knative's autoscaler sizes a service, from the annotations of its template.
 *
 * @param minScale instances that always run
 * @param maxScale instances that never are exceeded; Knative's 0 (no limit) becomes {@link #NO_LIMIT}
 * @param initialScale instances that start with the runtime, at least {@code minScale}. Knative's default is 1, to see
 *     that a new revision works at all; locally it is {@code minScale}, so that nothing runs at rest
 * @param target requests in flight that one instance should have, before utilization
 * @param utilization the share of the target at which another instance starts, over 0 and at most 1
 * @param window how long an instance that is not needed lives on
 */
public record Scaling(
        int minScale, int maxScale, int initialScale, double target, double utilization, Duration window) {

    /** No manifest means this many processes on one machine; it only stands for "no limit". */
    public static final int NO_LIMIT = 1000;

    private static final String PREFIX = "autoscaling.knative.dev/";
    private static final Set<String> KNOWN =
            Set.of("min-scale", "max-scale", "initial-scale", "target", "target-utilization-percentage", "window");
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(6);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    public Scaling {
        Expect.that(minScale >= 0, PREFIX + "min-scale must not be negative");
        Expect.that(
                maxScale >= 1 && maxScale >= minScale, PREFIX + "max-scale must not be below min-scale " + minScale);
        Expect.that(
                initialScale >= minScale && initialScale <= maxScale,
                PREFIX + "initial-scale must lie between min-scale and max-scale");
        Expect.that(target >= 0.01, PREFIX + "target must be at least 0.01");
        Expect.that(
                utilization >= 0.01 && utilization <= 1,
                PREFIX + "target-utilization-percentage must lie between 1 and 100");
        Expect.that(
                window.compareTo(SHORTEST_WINDOW) >= 0 && window.compareTo(LONGEST_WINDOW) <= 0,
                PREFIX + "window must lie between 6s and 1h");
    }

    /** Requests in flight per instance that the autoscaler aims at. */
    public double capacity() {
        return target * utilization;
    }

    /**
     * Reads the annotations with Knative's defaults: the target is the concurrency limit, or 100 where there is none.
     *
     * @throws IllegalArgumentException for an annotation of the autoscaler that is not honoured here
     */
    static Scaling of(Map<String, String> annotations, int containerConcurrency) {
        for (String key : new TreeSet<>(annotations.keySet())) {
            Expect.that(
                    !key.startsWith(PREFIX) || KNOWN.contains(key.substring(PREFIX.length())),
                    "the local runtime does not honour the annotation " + key + "; it knows " + new TreeSet<>(KNOWN));
        }
        int min = whole(annotations, "min-scale", 0);
        int max = whole(annotations, "max-scale", 0);
        int most = max == 0 ? NO_LIMIT : max;
        int initial = Math.max(min, whole(annotations, "initial-scale", 0));
        double target = number(annotations, "target", containerConcurrency == 0 ? 100 : containerConcurrency);
        double utilization = number(annotations, "target-utilization-percentage", 70) / 100;
        Duration window = GoDuration.parse(annotations.getOrDefault(PREFIX + "window", "60s"));
        return new Scaling(min, most, initial, target, utilization, window);
    }

    private static int whole(Map<String, String> annotations, String name, int otherwise) {
        double number = number(annotations, name, otherwise);
        Expect.that(
                number >= 0 && number <= NO_LIMIT && number == Math.rint(number),
                PREFIX + name + " must be a whole number between 0 and " + NO_LIMIT);
        return (int) number;
    }

    private static double number(Map<String, String> annotations, String name, double otherwise) {
        String text = annotations.get(PREFIX + name);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + name + " must be a number, not '" + text + "'", e);
        }
    }
}
