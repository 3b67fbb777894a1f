package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.events.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * What makes calls alike in the ledger; see {@link UsageEvent.Calls}. Longer words than the ledger needs are cut, so that
 * any record fits into an event.
 */
public record Use(
        @Nullable String correlationId,
        @Nullable String instanceId,
        String function,
        @Nullable String key,
        @Nullable String project,
        String model,
        String upstream) {

    private static final int LONGEST = 500;

    /** Stands for all that a record has no room for. */
    static final Use OTHERS = new Use(null, null, "others", null, null, "others", "others");

    public Use {
        correlationId = cut(correlationId);
        instanceId = cut(instanceId);
        function = require(function);
        key = cut(key);
        project = cut(project);
        model = require(model);
        upstream = require(upstream);
    }

    private static String require(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }

    private static @Nullable String cut(@Nullable String word) {
        return word == null ? null : require(word);
    }

    /** How many bytes it takes at most in JSON: an escaped character has 6, one in UTF-8 no more. */
    int bytes() {
        return 6
                * (length(correlationId)
                        + length(instanceId)
                        + function.length()
                        + length(key)
                        + length(project)
                        + model.length()
                        + upstream.length());
    }

    private static int length(@Nullable String word) {
        return word == null ? 0 : word.length();
    }
}
