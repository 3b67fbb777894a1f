package dev.millrace.runtime.trace;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.Money;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event, who handled it, and what it caused.
 *
 * @param at since the story's first event
 * @param source where the event comes from, such as {@code /functions/pr-writer}
 * @param traceId null when the event is in no trace
 * @param instance of the workflow, null for none
 * @param detail why something was refused, null when nothing was
 * @param model what a model's answer cost, null for everything else
 */
public record Step(
        String id,
        String type,
        Duration at,
        String source,
        @Nullable String traceId,
        @Nullable String instance,
        @Nullable String detail,
        List<Work> works,
        @Nullable Money model,
        List<Step> children) {

    public Step {
        works = List.copyOf(works);
        children = List.copyOf(children);
    }

    /**
     * What one function did about it.
     *
     * @param waited for an instance of it, in the last attempt; null before the first
     * @param took in the last attempt; null before the first
     * @param cold whether that attempt waited for an instance to start
     * @param trouble of the last attempt, null when all was well
     * @param compute what {@code took} costs, null when it has no price
     */
    public record Work(
            String function,
            DeliveryState state,
            int attempts,
            boolean cold,
            @Nullable Duration waited,
            @Nullable Duration took,
            @Nullable String trouble,
            @Nullable Money compute) {}

    /** This step and all that follow from it, in nano-units: models and the time of functions. */
    @JsonProperty("nanos")
    public long nanos() {
        long own = Stream.concat(Stream.ofNullable(model), works.stream().map(Work::compute))
                .filter(cost -> cost != null)
                .mapToLong(Money::nanos)
                .sum();
        return own + children.stream().mapToLong(Step::nanos).sum();
    }

    /** This step and all that follow from it, parents before their children. */
    Stream<Step> flat() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Step::flat));
    }
}
