package dev.millrace.runtime.trace;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.runtime.broker.query.DeliveryRecord;
import dev.millrace.runtime.broker.store.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a ticket's events into their order of cause and effect. */
public final class Storyteller {

    private static final String USAGE = "usage.";

    private final @Nullable PriceBook prices;

    /** @param prices null leaves the costs of time out */
    public Storyteller(@Nullable PriceBook prices) {
        this.prices = prices;
    }

    /**
     * @param events of the ticket and around it, oldest first
     * @return empty when none is the ticket's
     */
    public Optional<Trace> tell(String tenant, String ticket, List<Told> events) {
        List<Told> candidates =
                events.stream().filter(told -> !told.type().startsWith(USAGE)).toList();
        var causes = new Causes(candidates);
        List<Told> story = candidates.stream().filter(causes::belongs).toList();
        if (story.isEmpty()) {
            return Optional.empty();
        }
        Instant begun = story.getFirst().acceptedAt();
        List<Step> steps = new Telling(story, causes, begun).roots();
        List<Step> all = steps.stream().flatMap(Step::flat).toList();
        return Optional.of(new Trace(
                tenant,
                ticket,
                all.stream()
                        .map(Step::traceId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                all.stream()
                        .map(Step::instance)
                        .filter(Objects::nonNull)
                        .map(instance -> instance.replaceFirst(":.*", ""))
                        .distinct()
                        .toList(),
                begun,
                Duration.between(begun, story.getLast().acceptedAt()),
                steps,
                new UsageTally(ticket, prices).of(events)));
    }

    /** One story on its way from a list to a tree. */
    private final class Telling {

        private final Map<Long, List<Told>> effects = new HashMap<>();
        private final List<Told> roots = new ArrayList<>();
        private final Instant begun;

        Telling(List<Told> story, Causes causes, Instant begun) {
            this.begun = begun;
            for (Told told : story) {
                causes.of(told)
                        .map(cause -> effects.computeIfAbsent(cause.sequence(), sequence -> new ArrayList<>()))
                        .orElse(roots)
                        .add(told);
            }
        }

        List<Step> roots() {
            return roots.stream().map(this::step).toList();
        }

        private Step step(Told told) {
            return new Step(
                    told.id(),
                    told.type(),
                    Duration.between(begun, told.acceptedAt()),
                    told.attributes().getOrDefault("source", ""),
                    told.traceId(),
                    told.attribute("instanceid"),
                    told.at("/detail").textValue(),
                    told.deliveries().stream()
                            .map(delivery -> work(told, delivery))
                            .sorted(Comparator.comparing(work -> isObserver(work.function())))
                            .toList(),
                    model(told),
                    effects.getOrDefault(told.sequence(), List.of()).stream()
                            .map(this::step)
                            .toList());
        }

        private Step.Work work(Told told, DeliveryRecord delivery) {
            Duration took = delivery.duration();
            return new Step.Work(
                    delivery.trigger(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.cold(),
                    delivery.waited(),
                    took,
                    delivery.state() == DeliveryState.DELIVERED ? null : delivery.lastError(),
                    took == null ? null : UsageTally.cost(prices, told.acceptedAt(), took.toNanos()));
        }
    }

    /** Whether a function only writes down what happens. */
    public static boolean isObserver(String function) {
        return function.equals("audit") || function.equals("cost-write");
    }

    private static @Nullable Money model(Told told) {
        if (!told.type().equals("completion.finished")
                || told.at("/cost/currency").isMissingNode()) {
            return null;
        }
        return new Money(
                told.at("/cost/nanos").asLong(), told.at("/cost/currency").asText());
    }
}
