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

    /**
     * What happens to the next requests.
     *
     * @param words for people
     * @param json as forge and stand-in read it
     */
    record Fault(String words, String json) {}

    /** For people, as the end of a line of progress. */
    default String words() {
        return switch (this) {
            case OneFunction(String name) -> name + " killed";
            case AllFunctions() -> "all functions killed";
            case Postgres() -> "PostgreSQL killed";
            case Platform() -> "the runtime killed";
            case Forge() -> "the code host killed";
            case HostFault(Fault fault) -> "the code host " + fault.words();
            case ModelFault(Fault fault) -> "the model " + fault.words();
        };
    }

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
        return switch (random.nextInt(5)) {
            case 0 -> unavailable(count);
            case 1 -> tooMany(count);
            case 2 -> fault("drops %d requests".formatted(count), count, "\"drop\": \"before\"");
            case 3 -> fault("does %d requests and drops the answers".formatted(count), count, "\"drop\": \"after\"");
            default -> late(count, random);
        };
    }

    private static Fault modelFault(RandomGenerator random) {
        int count = 1 + random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 -> unavailable(count);
            case 1 -> tooMany(count);
            case 2 -> fault("cuts %d answers off".formatted(count), count, "\"cutAfter\": 0");
            default -> late(count, random);
        };
    }

    private static Fault unavailable(int count) {
        return fault("answers %d times 503".formatted(count), count, "\"status\": 503");
    }

    private static Fault tooMany(int count) {
        return fault(
                "answers %d times 429".formatted(count),
                count,
                "\"status\": 429, \"headers\": {\"Retry-After\": \"1\"}");
    }

    private static Fault late(int count, RandomGenerator random) {
        Duration delay = Duration.ofSeconds(1 + random.nextInt(4));
        return fault(
                "answers %d times %d s late".formatted(count, delay.toSeconds()),
                count,
                "\"delayMillis\": " + delay.toMillis());
    }

    private static Fault fault(String words, int count, String effect) {
        return new Fault(words, "{\"path\": \".*\", \"count\": " + count + ", " + effect + "}");
    }
}
