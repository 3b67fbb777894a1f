package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.contracts.price.RatePrice;
import dev.millrace.costwrite.ledger.Draft.Subject;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Says what is to be booked for an event. Time without a price on its day is booked for nothing, with its quantity, so
 * that a correction can price it later.
 */
@Singleton
public class Bookkeeper {

    private static final String BUILDS = "builds";

    private final Bounds bounds;

    public Bookkeeper(Clock clock) {
        this.bounds = new Bounds(clock);
    }

    /** @throws ProblemException 422 when the event is of another topic, or says what cannot be true */
    public Draft draft(Event<? extends Payload> event, Digest digest, PriceBook prices) {
        return switch (event.data()) {
            case UsageEvent.Recorded recorded -> draft(event, digest, recorded.until(), compute(recorded, prices));
            case UsageEvent.Spent spent -> draft(event, digest, spent.until(), spending(spent, prices));
            case UsageEvent.LeaseExpired expired -> draft(event, digest, expired.until(), expiry(expired, prices));
            case BuildEvent.Completed build -> build(event, build, prices);
            case PullRequestEvent.Merged merged ->
                draft(event, digest, bounds.moment(event.time()), merge(event, merged));
            default -> throw Bounds.refused("The ledger books nothing for the type '" + event.type() + "'");
        };
    }

    private Draft draft(Event<?> event, Digest digest, Instant at, Subject subject) {
        return new Draft(
                new Draft.Key(
                        event.context().tenant(),
                        bounds.text("source", event.source().toString()),
                        bounds.text("id", event.id().value())),
                digest,
                at,
                subject);
    }

    private Subject compute(UsageEvent.Recorded recorded, PriceBook prices) {
        LocalDate day = bounds.day(recorded.from(), recorded.until());
        String function = bounds.name("function", recorded.function());
        return new Subject.Compute(recorded.lines().stream()
                .map(line -> {
                    long nanos = bounds.time("nanos", line.nanos());
                    return new Charge(
                            Account.of(line.kind()),
                            Account.COMPUTE_PROVIDER,
                            new Purpose(
                                    function, "", "", bounds.text("correlationId", line.correlationId()), "", "", ""),
                            Quantity.ofTime(nanos),
                            day,
                            prices.currency(),
                            cost(prices.compute(), recorded.until(), nanos));
                })
                .toList());
    }

    private Subject spending(UsageEvent.Spent spent, PriceBook prices) {
        LocalDate day = bounds.day(spent.from(), spent.until());
        return new Subject.Spending(
                bounds.name("lease", spent.lease()),
                day,
                prices.currency(),
                spent.calls().stream()
                        .map(calls -> charge(calls, day, prices.currency()))
                        .toList());
    }

    private Charge charge(UsageEvent.Calls calls, LocalDate day, String currency) {
        String upstream = bounds.name("upstream", calls.upstream());
        return new Charge(
                Account.MODEL,
                Account.ofModel(upstream),
                new Purpose(
                        bounds.name("function", calls.function()),
                        bounds.text("project", calls.project()),
                        bounds.text("key", calls.key()),
                        bounds.text("correlationId", calls.correlationId()),
                        bounds.text("instanceId", calls.instanceId()),
                        bounds.name("model", calls.model()),
                        upstream),
                new Quantity(
                        bounds.count("requests", calls.requests()),
                        bounds.count("inputTokens", calls.inputTokens()),
                        bounds.count("cachedTokens", calls.cachedTokens()),
                        bounds.count("outputTokens", calls.outputTokens()),
                        0),
                day,
                currency,
                bounds.amount("cost", calls.cost(), currency));
    }

    private Subject expiry(UsageEvent.LeaseExpired expired, PriceBook prices) {
        return new Subject.Expiry(
                bounds.name("lease", expired.lease()),
                bounds.day(expired.from(), expired.until()),
                prices.currency(),
                bounds.amount("amount", expired.amount(), prices.currency()));
    }

    private Subject merge(Event<?> event, PullRequestEvent.Merged merged) {
        PullRequestEvent.PullRequestRef ref = merged.pullRequest();
        bounds.name("host", ref.host());
        bounds.name("project", ref.project());
        bounds.name("repository", ref.repository());
        bounds.name("number", ref.number());
        return new Subject.Merge(
                ref, bounds.text("correlationid", event.context().correlationId()));
    }

    /** A host's hook and an answer to a question may both tell of a build, so the build itself is the key. */
    private Draft build(Event<?> event, BuildEvent.Completed completed, PriceBook prices) {
        BuildEvent.BuildRef ref = completed.build();
        TenantId tenant = event.context().tenant();
        String id = bounds.name("host", ref.host()) + "/" + bounds.name("project", ref.project()) + "/"
                + bounds.name("id", ref.id());
        Instant at = bounds.moment(completed.finishedAt() == null ? event.time() : completed.finishedAt());
        return new Draft(
                new Draft.Key(tenant, BUILDS, id),
                Digest.of(id),
                at,
                new Subject.Build(minutes(event, completed, prices)));
    }

    /** A build that never started, or of which the host says no times, costs nothing. */
    private List<Charge> minutes(Event<?> event, BuildEvent.Completed completed, PriceBook prices) {
        Instant started = completed.startedAt();
        Instant finished = completed.finishedAt();
        if (started == null || finished == null) {
            return List.of();
        }
        LocalDate day = bounds.day(started, finished);
        long nanos = bounds.time("finishedAt - startedAt", saturatedNanos(Duration.between(started, finished)));
        String host = completed.build().host();
        return List.of(new Charge(
                Account.BUILD,
                Account.ofBuilds(host),
                new Purpose(
                        "build",
                        completed.build().project(),
                        "",
                        bounds.text("correlationid", event.context().correlationId()),
                        bounds.text("instanceid", event.context().instanceId()),
                        "",
                        host),
                Quantity.ofTime(nanos),
                day,
                prices.currency(),
                cost(prices.builds(), finished, nanos)));
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(100_000)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static long cost(List<RatePrice> rates, Instant at, long nanos) {
        try {
            long amount = rates.stream()
                    .filter(rate -> rate.valid().covers(at))
                    .findFirst()
                    .map(rate -> rate.cost(nanos))
                    .orElse(0L);
            if (amount > Bounds.LARGEST_AMOUNT) {
                throw Bounds.refused("A time of " + nanos + " ns would cost more than the ledger takes");
            }
            return amount;
        } catch (ArithmeticException e) {
            throw new ProblemException(
                    Problem.unintelligible("A time of " + nanos + " ns costs more than a number holds."));
        }
    }
}
