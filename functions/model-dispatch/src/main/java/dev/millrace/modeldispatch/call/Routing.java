package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.health.Observations;
import dev.millrace.modeldispatch.route.Alias;
import dev.millrace.modeldispatch.route.Canary;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Policy;
import dev.millrace.modeldispatch.route.Routes;
import dev.millrace.modeldispatch.route.Standing;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.route.Wish;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.platform.config.Prices;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the policy with what is known now. */
@Singleton
class Routing {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Routes routes;
    private final Prices prices;
    private final Observations observations;
    private final Clock clock;

    Routing(Routes routes, Prices prices, Observations observations, Clock clock) {
        this.routes = routes;
        this.prices = prices;
        this.observations = observations;
        this.clock = clock;
    }

    Tariff tariff() {
        return new Tariff(prices.book(), clock.instant());
    }

    Decision decide(Call call, Tariff tariff) {
        return decide(call, call.operation(), call.alias(), tariff);
    }

    /** On behalf of the same caller, but for something else. */
    Decision decide(Call call, Operation operation, String alias, Tariff tariff) {
        var wish = new Wish(
                operation, alias, call.caller().classification(), call.rules().regions());
        return new Policy(routes.table(), new Now(observations, tariff), ThreadLocalRandom.current()).decide(wish);
    }

    static Refusal refusal(Call call, Decision decision) {
        return switch (decision) {
            case Decision.Unknown unknown -> Refusal.unknownModel(call.alias());
            case Decision.Unfit unfit ->
                Refusal.invalid(
                        400,
                        "unfit_model",
                        "The model '" + call.alias() + "' is for "
                                + unfit.alias().kind().name().toLowerCase(Locale.ROOT)
                                + ". GET /v1/models lists others.",
                        "model");
            case Decision.Closed closed
            when closed.isPassing() ->
                Refusal.passing(
                        503,
                        "upstream_unavailable",
                        "No model behind '" + call.alias() + "' can be asked now ("
                                + Decision.written(closed.excluded()) + "). Try again.",
                        SOON);
            case Decision.Closed closed ->
                Refusal.noRoute("No model behind '" + call.alias() + "' may have this request ("
                        + Decision.written(closed.excluded()) + "). Ask for another model.");
            case Decision.Chosen chosen -> throw new IllegalArgumentException("a chosen route is no refusal");
        };
    }

    private record Now(Observations observations, Tariff tariff) implements Standing {

        @Override
        public boolean isHealthy(Upstream upstream) {
            return observations.isHealthy(upstream);
        }

        @Override
        public boolean isRolledBack(Alias alias, Canary canary, Upstream upstream) {
            return observations.isRolledBack(alias, canary, upstream);
        }

        @Override
        public double latency(Upstream upstream) {
            return observations.latency(upstream);
        }

        @Override
        public boolean isPriced(Upstream upstream) {
            return tariff.knows(upstream.priced());
        }

        @Override
        public long price(Upstream upstream) {
            return tariff.price(upstream.priced()).map(price -> price.output()).orElse(0L);
        }
    }
}
