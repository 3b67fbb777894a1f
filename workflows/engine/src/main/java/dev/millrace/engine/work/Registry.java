package dev.millrace.engine.work;

import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The orchestrators and activities of this process.
 *
 * @param limits activities that run at once, by name
 */
public record Registry(
        Map<String, TaskOrchestrationFactory> orchestrators,
        Map<String, TaskActivityFactory> activities,
        Map<String, Integer> limits) {

    public Registry {
        orchestrators = Map.copyOf(orchestrators);
        activities = Map.copyOf(activities);
        limits = Map.copyOf(limits);
    }

    public static Registry empty() {
        return new Registry(Map.of(), Map.of(), Map.of());
    }

    public Registry with(TaskOrchestrationFactory factory) {
        return new Registry(added(orchestrators, "orchestrator", factory.getName(), factory), activities, limits);
    }

    /**
     * Adds an activity.
     *
     * @param limit most that run at once; null for no limit of its own
     */
    public Registry with(TaskActivityFactory factory, @Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("Activity '%s' could never run with a limit of %d. Use 1 or more."
                    .formatted(factory.getName(), limit));
        }
        var all = added(activities, "activity", factory.getName(), factory);
        return new Registry(
                orchestrators, all, limit == null ? limits : added(limits, "limit", factory.getName(), limit));
    }

    private static <T> Map<String, T> added(Map<String, T> map, String what, String name, T value) {
        var all = new LinkedHashMap<>(map);
        if (all.put(name, value) != null) {
            throw new IllegalArgumentException("There are two of %s '%s'. Rename one.".formatted(what, name));
        }
        return all;
    }

    /** The names of the orchestrators, for messages. */
    public String knownOrchestrators() {
        return String.join(", ", new TreeSet<>(orchestrators.keySet()));
    }

    /** The names of the activities, for messages. */
    public String knownActivities() {
        return String.join(", ", new TreeSet<>(activities.keySet()));
    }
}
