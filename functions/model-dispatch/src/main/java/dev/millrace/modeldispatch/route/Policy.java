package dev.millrace.modeldispatch.route;

import dev.millrace.contracts.DataClassification;
import dev.millrace.modeldispatch.route.Alias.Weighted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides who is asked. Pure: the same arguments give the same decision. It fails closed. */
public final class Policy {

    private final RouteTable table;
    private final Standing standing;
    private final RandomGenerator random;

    public Policy(RouteTable table, Standing standing, RandomGenerator random) {
        this.table = table;
        this.standing = standing;
        this.random = random;
    }

    public Decision decide(Wish wish) {
        Optional<Alias> known = table.alias(wish.alias());
        if (known.isEmpty()) {
            return new Decision.Unknown();
        }
        Alias alias = known.get();
        if (!alias.kind().serves(wish.operation())) {
            return new Decision.Unfit(alias);
        }
        var usable = new LinkedHashMap<String, Upstream>();
        var excluded = new LinkedHashMap<String, Exclusion>();
        for (Upstream upstream : table.upstreams(alias)) {
            Exclusion exclusion = exclusion(wish, alias, upstream);
            if (exclusion == null) {
                usable.put(upstream.name(), upstream);
            } else {
                excluded.put(upstream.name(), exclusion);
            }
        }
        return usable.isEmpty() ? new Decision.Closed(alias, excluded) : chosen(alias, usable, excluded);
    }

    private @Nullable Exclusion exclusion(Wish wish, Alias alias, Upstream upstream) {
        if (!upstream.offers().contains(wish.operation())) {
            return Exclusion.CAPABILITY;
        }
        boolean secret = wish.classification() == DataClassification.RESTRICTED;
        if (wish.classification().compareTo(upstream.classification()) > 0
                || (secret && !upstream.region().equals(Upstream.LOCAL))) {
            return Exclusion.CLASSIFICATION;
        }
        if (!wish.regions().isEmpty() && !wish.regions().contains(upstream.region())) {
            return Exclusion.RESIDENCY;
        }
        if (!standing.isPriced(upstream)) {
            return Exclusion.NO_PRICE;
        }
        Canary canary = alias.canary();
        if (canary != null
                && canary.upstream().equals(upstream.name())
                && standing.isRolledBack(alias, canary, upstream)) {
            return Exclusion.ROLLED_BACK;
        }
        return standing.isHealthy(upstream) ? null : Exclusion.OPEN_CIRCUIT;
    }

    private Decision chosen(Alias alias, Map<String, Upstream> usable, Map<String, Exclusion> excluded) {
        Canary canary = alias.canary();
        Upstream trial = canary == null ? null : usable.get(canary.upstream());
        if (canary != null && trial != null && random.nextDouble() * 100 < canary.percent()) {
            return new Decision.Chosen(
                    alias, order(alias, trial, usable), "canary " + plain(canary.percent()) + "%", excluded);
        }
        List<Weighted> shares = alias.weights().stream()
                .filter(share -> usable.containsKey(share.upstream()) && share.weight() > 0)
                .toList();
        Pick pick = shares.isEmpty() ? fallback(alias, usable) : pick(alias, shares, usable);
        List<Upstream> order = punctualFirst(alias, order(alias, pick.upstream(), usable));
        String reason = order.getFirst().equals(pick.upstream()) ? pick.reason() : "latency budget";
        return new Decision.Chosen(alias, order, reason, excluded);
    }

    private record Pick(Upstream upstream, String reason) {}

    private Pick fallback(Alias alias, Map<String, Upstream> usable) {
        Upstream first = alias.upstreams().stream()
                .filter(usable::containsKey)
                .map(table::upstream)
                .findFirst()
                .orElseThrow();
        return new Pick(first, "fallback");
    }

    private Pick pick(Alias alias, List<Weighted> shares, Map<String, Upstream> usable) {
        return switch (alias.strategy()) {
            case WEIGHTED -> weighted(shares);
            case CHEAPEST -> new Pick(least(shares, usable, Comparator.comparingLong(standing::price)), "cheapest");
            case FASTEST -> new Pick(least(shares, usable, Comparator.comparingDouble(standing::latency)), "fastest");
        };
    }

    private Pick weighted(List<Weighted> shares) {
        long sum = shares.stream().mapToLong(Weighted::weight).sum();
        double mark = shares.size() == 1 ? 0 : random.nextDouble() * sum;
        for (Weighted share : shares) {
            mark -= share.weight();
            if (mark < 0) {
                return new Pick(table.upstream(share.upstream()), "weight " + share.weight() + "/" + sum);
            }
        }
        throw new IllegalStateException("a mark below the sum lies in one of the shares");
    }

    private static Upstream least(List<Weighted> shares, Map<String, Upstream> usable, Comparator<Upstream> by) {
        return shares.stream()
                .flatMap(share -> Stream.ofNullable(usable.get(share.upstream())))
                .min(by)
                .orElseThrow();
    }

    private static List<Upstream> order(Alias alias, Upstream first, Map<String, Upstream> usable) {
        Stream<Upstream> others = alias.upstreams().stream()
                .filter(name ->
                        alias.canary() == null || !alias.canary().upstream().equals(name))
                .flatMap(name -> Stream.ofNullable(usable.get(name)));
        return Stream.concat(Stream.of(first), others).distinct().toList();
    }

    /** A model that is usually late is better than none. */
    private List<Upstream> punctualFirst(Alias alias, List<Upstream> order) {
        Duration budget = alias.latencyBudget();
        if (budget == null || order.size() == 1) {
            return order;
        }
        var late = new ArrayList<>(order);
        late.removeIf(upstream -> standing.latency(upstream) <= budget.toMillis());
        var sorted = new ArrayList<>(order);
        sorted.removeAll(late);
        sorted.addAll(late);
        return List.copyOf(sorted);
    }

    private static String plain(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }
}
