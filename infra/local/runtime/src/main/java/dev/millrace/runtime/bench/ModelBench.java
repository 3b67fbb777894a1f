package dev.millrace.runtime.bench;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.contracts.tenant.Scope;
import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import dev.millrace.runtime.tenants.ApiKeys;
import dev.millrace.runtime.tenants.TenantFiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls of the stand-in model: directly, routed by model-dispatch, and through the gateway in front of it, in turns. Key,
 * budget, guardrails, prices and usage are on, as for every tenant.
 */
public final class ModelBench {

    private static final String FUNCTION = "model-dispatch";
    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Money BUDGET = Money.of(BigDecimal.valueOf(1_000_000), "USD");

    private final Way direct;
    private final Way routed;
    private final List<Way> ways;
    private final Dose dose;

    private ModelBench(Way direct, Way routed, Way gateway, Dose dose) {
        this.direct = direct;
        this.routed = routed;
        this.ways = List.of(direct, routed, gateway);
        this.dose = dose;
    }

    /**
     * How a call gets to the model, with one value of each kind for each round.
     *
     * @param alone milliseconds of one client's calls, p50
     * @param first milliseconds until the first part of a streamed answer, p50
     * @param many calls in a second
     */
    private record Way(String words, ChatClient client, List<Double> alone, List<Double> first, List<Double> many) {

        Way(String words, ChatClient client) {
            this(words, client, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** @param progress hears what is being measured */
    public static List<Figure> run(Dose dose, Consumer<String> progress) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start()) {
            String key = key(house);
            HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CLIENTS));
            var gateway = new ChatClient(http, house.gateway() + "/v1", key);
            gateway.awaitAnswer(PATIENCE);
            var direct = new ChatClient(http, house.secrets().get("model", "url"), key);
            var routed = new ChatClient(http, house.awaitInstance(FUNCTION, PATIENCE) + "/v1", key);
            return new ModelBench(
                            new Way("directly at the model", direct),
                            new Way("routed by model-dispatch", routed),
                            new Way("through gateway and model-dispatch", gateway),
                            dose)
                    .measure(progress);
        } finally {
            vertx.close();
        }
    }

    /** A tenant whose budget lasts. */
    private static String key(SpawnedHouse house) {
        HookSender.register(house);
        var files = new TenantFiles(house.tenants(), house.secrets().folder("hook-secrets"));
        var tenant = new TenantId(HookSender.TENANT);
        files.save(files.get(tenant).withBudgets(List.of(new Budget("all", BUDGET, Budget.Period.MONTH, null, null))));
        var wanted = new ApiKeys.Wanted("bench", null, List.of(Scope.MODELS), List.of(), Limits.NONE, null);
        return new ApiKeys(files).add(tenant, wanted).text();
    }

    private List<Figure> measure(Consumer<String> progress) throws InterruptedException {
        progress.accept("models: warming up for " + dose.warmUp().toSeconds() + " s");
        Duration share = dose.warmUp().dividedBy(4L * ways.size());
        for (Way way : ways) {
            Load.closed(CLIENTS, share.multipliedBy(3), way.client()::whole);
            Load.closed(CLIENTS, share, way.client()::firstPart);
        }
        for (int round = 1; round <= dose.rounds(); round++) {
            progress.accept("models: round " + round + " of " + dose.rounds() + ", each way in turn");
            for (Way way : ways) {
                take(way);
            }
        }
        return figures();
    }

    private void take(Way way) throws InterruptedException {
        Duration share = dose.span().dividedBy(4);
        way.alone().add(Load.closed(1, share, way.client()::whole).times().p50());
        way.first().add(Load.closed(1, share, way.client()::firstPart).times().p50());
        way.many()
                .add(Load.closed(CLIENTS, share.multipliedBy(2), way.client()::whole)
                        .perSecond());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Way way : ways) {
            figures.add(Figure.of("one client, p50, " + way.words(), Unit.MILLIS, way.alone()));
            figures.add(Figure.of("first streamed part, p50, " + way.words(), Unit.MILLIS, way.first()));
            figures.add(Figure.of(CLIENTS + " clients, " + way.words(), Unit.PER_SECOND, way.many()));
        }
        figures.add(Figure.of("what routing adds, one client", Unit.MILLIS, more(routed.alone(), direct.alone()))
                .wanted(Bound.atMost(0.8)));
        figures.add(
                Figure.of("what routing adds, first streamed part", Unit.MILLIS, more(routed.first(), direct.first()))
                        .wanted(Bound.atMost(1)));
        return figures;
    }

    /** Round by round. */
    private static List<Double> more(List<Double> these, List<Double> those) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < these.size(); i++) {
            differences.add(these.get(i) - those.get(i));
        }
        return differences;
    }
}
