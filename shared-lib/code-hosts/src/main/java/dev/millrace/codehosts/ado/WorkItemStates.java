package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The states of types of work items, which each project may define for itself. Kept as long as this is. */
final class WorkItemStates {

    /** Hooks that say no category go by the usual names; these are the categories of the same. */
    private static final Set<String> CLOSED = Set.of("Completed", "Removed", "Resolved");

    private final AdoApi api;
    private final Map<String, Map<String, State>> known = new ConcurrentHashMap<>();

    WorkItemStates(AdoApi api) {
        this.api = api;
    }

    private record State(String name, String category) {}

    boolean closes(String project, String type, String state) {
        State found = states(project, type).get(state);
        return found != null && CLOSED.contains(found.category());
    }

    /** A state as the host writes it; upper and lower case do not matter. */
    String named(String project, String type, String wanted) {
        Map<String, State> states = states(project, type);
        return Optional.ofNullable(states.get(wanted))
                .map(State::name)
                .orElseThrow(() -> new HostException.Invalid("A " + type + " has no state '" + wanted + "' but "
                        + states.values().stream().map(State::name).toList()));
    }

    private Map<String, State> states(String project, String type) {
        return known.computeIfAbsent(project + "/" + type, key -> {
            var states = new TreeMap<String, State>(String.CASE_INSENSITIVE_ORDER);
            api.list(Call.get(Paths.project(project, "wit", "workItemTypes", type, "states")))
                    .forEach(state -> {
                        String name = state.path("name").asText();
                        states.put(name, new State(name, state.path("category").asText("")));
                    });
            return states;
        });
    }
}
