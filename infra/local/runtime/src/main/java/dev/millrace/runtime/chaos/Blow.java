package dev.millrace.runtime.chaos;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Something that is done to the platform or to what it leans on. */
sealed interface Blow {

    /** Functions that take part in a ticket's way; one that is at zero cannot be hit. */
    List<String> FUNCTIONS = List.of(
            "hook-validation",
            "pr-writer",
            "model-dispatch",
            "approval",
            "docs-update",
            "cost-write",
            "audit",
            "workflows-host");

    record OneFunction(String name) implements Blow {}

    record AllFunctions() implements Blow {}

    record Postgres() implements Blow {}

    /** The runtime with broker, serving and gateway. */
    record Platform() implements Blow {}

    record Forge() implements Blow {}

    /** Requests to the code host go wrong. */
    record HostFault(Fault fault) implements Blow {}

    /** Requests to the model go wrong. */
    record ModelFault(Fault fault) implements Blow {}

    /** @param json as forge and stand-in read it */
    record Fault(String json) {}

    /** The next blow; the same generator in the same state makes the same one. */
    static Blow next(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> new OneFunction(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())));
            case 4 -> new AllFunctions();
            case 5, 6 -> new Postgres();
            case 7 -> new Platform();
            case 8 -> new Forge();
            case 9, 10 -> new HostFault(hostFault(random));
            default -> new ModelFault(modelFault(random));
        };
    }

    /** Kills first of all, in a fixed order: for a last blow to everything. */
    static List<Blow> everything() {
        return List.of(new AllFunctions(), new Postgres(), new Forge(), new Platform());
    }

    private static Fault hostFault(RandomGenerator random) {
        int count = 1 + random.nextInt(6);
        return new Fault(
                switch (random.nextInt(5)) {
                    case 0 -> fault(count, "\"status\": 503");
                    case 1 -> fault(count, "\"status\": 429, \"headers\": {\"Retry-After\": \"1\"}");
                    case 2 -> fault(count, "\"drop\": \"before\"");
                    case 3 -> fault(count, "\"drop\": \"after\"");
                    default -> fault(count, delay(random));
                });
    }

    private static Fault modelFault(RandomGenerator random) {
        int count = 1 + random.nextInt(4);
        return new Fault(
                switch (random.nextInt(4)) {
                    case 0 -> fault(count, "\"status\": 503");
                    case 1 -> fault(count, "\"status\": 429, \"headers\": {\"Retry-After\": \"1\"}");
                    case 2 -> fault(count, "\"cutAfter\": 0");
                    default -> fault(count, delay(random));
                });
    }

    private static String delay(RandomGenerator random) {
        return "\"delayMillis\": " + Duration.ofSeconds(1 + random.nextInt(4)).toMillis();
    }

    private static String fault(int count, String effect) {
        return "{\"path\": \".*\", \"count\": " + count + ", " + effect + "}";
    }
}
