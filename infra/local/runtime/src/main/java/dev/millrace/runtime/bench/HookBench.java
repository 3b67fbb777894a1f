package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Hooks through gateway, function and broker, the audit log on. They ask for nothing, so no workflow starts. */
public final class HookBench {

    private static final int CLIENTS = 16;
    private static final int UNHURRIED = 20;

    /** The rate of which something was promised. */
    private static final int PROMISED_RATE = 500;

    private static final int CONNECTIONS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SpawnedHouse house;
    private final HookSender sender;
    private final Dose dose;

    private HookBench(SpawnedHouse house, HookSender sender, Dose dose) {
        this.house = house;
        this.sender = sender;
        this.dose = dose;
    }

    /** @param progress hears what is being measured */
    public static List<Figure> run(Dose dose, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start();
                var sender = new HookSender(vertx, HookSender.register(house), CONNECTIONS, false)) {
            return new HookBench(house, sender, dose).measure(progress);
        } finally {
            vertx.close();
        }
    }

    private List<Figure> measure(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        progress.accept("hooks: warming up for " + dose.warmUp().toSeconds() + " s");
        Load.closed(CLIENTS, dose.warmUp(), this::post);
        house.awaitDrained(PATIENCE);
        progress.accept("hooks: one client, unhurried");
        List<Figure> figures = new ArrayList<>(unhurried());
        progress.accept("hooks: " + dose.rounds() + " bursts of " + CLIENTS + " clients for "
                + dose.span().toSeconds() + " s");
        figures.addAll(bursts());
        for (int rate : dose.hookRates()) {
            Duration span = dose.span().multipliedBy(2);
            progress.accept("hooks: " + rate + "/s for " + span.toSeconds() + " s");
            figures.addAll(sustained(rate, span));
        }
        return figures;
    }

    private List<Figure> unhurried() throws IOException, InterruptedException, SQLException {
        Instant begun = Instant.now();
        Load.Run run = Load.open(UNHURRIED, dose.span().multipliedBy(2), this::post);
        house.awaitDrained(PATIENCE);
        var books = new BrokerBooks(house);
        return List.of(
                Figure.of("one hook, 202 after, at " + UNHURRIED + "/s", Unit.MILLIS, run.times()),
                Figure.of(
                                "hook's event accepted to audit finished, at " + UNHURRIED + "/s",
                                Unit.MILLIS,
                                books.finished("audit", "dev.millrace.hook.%", begun))
                        .wanted(Bound.atMost(10)));
    }

    private List<Figure> bursts() throws IOException, InterruptedException {
        List<Double> rates = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        List<Double> drains = new ArrayList<>();
        int refused = 0;
        for (int round = 0; round < dose.rounds(); round++) {
            Load.Run run = Load.closed(CLIENTS, dose.span(), this::post);
            rates.add(run.perSecond());
            answers.add(run.times().p50());
            drains.add(house.awaitDrained(PATIENCE).toNanos() / 1e6);
            refused += run.refused();
        }
        String burst = "burst of " + CLIENTS + " clients: ";
        return List.of(
                Figure.of(burst + "hooks accepted", Unit.PER_SECOND, rates).wanted(Bound.atLeast(1_500)),
                Figure.of(burst + "202 after, p50", Unit.MILLIS, answers),
                Figure.of(burst + "hooks refused", Unit.COUNT, List.of((double) refused))
                        .wanted(Bound.atMost(0)),
                Figure.of(burst + "drained after its end", Unit.MILLIS, drains).wanted(Bound.atMost(30_000)));
    }

    private List<Figure> sustained(int rate, Duration span) throws IOException, InterruptedException {
        Load.Run run = Load.open(rate, span, this::post);
        Duration drained = house.awaitDrained(PATIENCE);
        String what = rate + " hooks/s: ";
        Figure last = Figure.of(
                what + "202 after, p99", Unit.MILLIS, List.of(run.times().p99()));
        return List.of(
                Figure.of(what + "202 after", Unit.MILLIS, run.times()),
                rate == PROMISED_RATE ? last.wanted(Bound.atMost(50)) : last,
                Figure.of(what + "refused", Unit.COUNT, List.of((double) run.refused()))
                        .wanted(Bound.atMost(0)),
                Figure.of(what + "drained after their end", Unit.MILLIS, List.of(drained.toNanos() / 1e6)));
    }

    private Future<Load.Reply> post() {
        return sender.post(house, UUID.randomUUID().toString()).map(status -> Load.Reply.now(status == 202));
    }
}
