package dev.millrace.modeldispatch.route;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who is asked, or why nobody is. */
public sealed interface Decision {

    /**
     * @param order who is asked, each one when those before did not answer; never empty
     * @param reason why the first is the first
     */
    record Chosen(Alias alias, List<Upstream> order, String reason, Map<String, Exclusion> excluded)
            implements Decision {

        /** The first alone. */
        public Chosen first() {
            return new Chosen(alias, order.subList(0, 1), reason, excluded);
        }

        /** Everybody but the first, of whom there must be more. */
        public Chosen others() {
            return new Chosen(alias, order.subList(1, order.size()), reason, excluded);
        }
    }

    /** No model of the alias may be asked. */
    record Closed(Alias alias, Map<String, Exclusion> excluded) implements Decision {

        /** Whether waiting helps. */
        public boolean isPassing() {
            return excluded.values().stream().anyMatch(Exclusion::isPassing);
        }
    }

    /** There is no such alias. */
    record Unknown() implements Decision {}

    /** The alias is for something else. */
    record Unfit(Alias alias) implements Decision {}

    /** Such as {@code b:classification,c:open-circuit}. */
    static String written(Map<String, Exclusion> excluded) {
        return excluded.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
