package dev.millrace.runtime.bench;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Percentiles;
import dev.millrace.runtime.bench.figure.Unit;
import dev.millrace.runtime.house.Blueprint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Durable workflows on the host of a running platform. Only events start workflows, and the one that needs nobody
 * outside is the alarm: it waits on a durable timer, and an activity publishes that it rang. What it publishes goes on
 * through the broker to audit and notification, which share the machine.
 */
public final class EngineBench {

    private static final String HOST = "workflows-host";
    private static final int CLIENTS = 16;
    private static final int UNHURRIED = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SpawnedHouse house;
    private final EventSender broker;
    private final EventSender host;
    private final EngineBooks books;
    private final Dose dose;

    private EngineBench(SpawnedHouse house, EventSender broker, EventSender host, Dose dose) {
        this.house = house;
        this.broker = broker;
        this.host = host;
        this.books = new EngineBooks(house);
        this.dose = dose;
    }

    /**
     * @param root of the working copy
     * @param progress hears what is being measured
     */
    public static List<Figure> run(Path root, Dose dose, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start()) {
            HookSender.register(house);
            var tenant = new TenantId(HookSender.TENANT);
            HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CLIENTS));
            var broker = new EventSender(
                    http, house.inside(Blueprint.read(root).topology().path()), tenant);
            var host = new EventSender(http, house.awaitInstance(HOST, PATIENCE), tenant);
            return new EngineBench(house, broker, host, dose).measure(progress);
        } finally {
            vertx.close();
        }
    }

    private List<Figure> measure(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        progress.accept("engine: warming up with " + dose.workflows() + " workflows");
        batch(Duration.ZERO);
        progress.accept("engine: " + UNHURRIED + " workflows in a second for "
                + dose.span().toSeconds() + " s");
        Figure alone = unhurried();
        List<Double> starts = new ArrayList<>();
        List<Double> wholes = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        for (int round = 1; round <= dose.rounds(); round++) {
            progress.accept(
                    "engine: " + dose.workflows() + " workflows at once, round " + round + " of " + dose.rounds());
            Batch atOnce = batch(Duration.ZERO);
            starts.add(atOnce.startsPerSecond());
            wholes.add(atOnce.perSecond());
            // Twice as long as the same starts have just taken, so that all of them wait when the timers are due.
            Batch waiting = batch(atOnce.starting().multipliedBy(2).plusSeconds(1));
            late.add(
                    Duration.between(waiting.due(), waiting.books().lastEnded()).toNanos() / 1e6);
        }
        String many = dose.workflows() + " workflows ";
        return List.of(
                alone,
                Figure.of(
                        many + "started by " + CLIENTS + " clients, each until it is durable", Unit.PER_SECOND, starts),
                Figure.of(many + "of a timer and an activity, first start to last end", Unit.PER_SECOND, wholes),
                Figure.of(many + "due at one moment, the last ended after it", Unit.MILLIS, late));
    }

    /** One after the other, through the broker. */
    private Figure unhurried() throws IOException, InterruptedException, SQLException {
        Instant begun = Instant.now();
        Load.Run run = Load.open(UNHURRIED, dose.span(), () -> broker.send(alarm(Instant.now())));
        books.await(begun, run.accepted(), PATIENCE);
        Percentiles times = books.durations(begun);
        house.awaitDrained(PATIENCE);
        return Figure.of(
                "one workflow of a timer and an activity, start to end, at " + UNHURRIED + "/s", Unit.MILLIS, times);
    }

    /**
     * Workflows that were started one after the other.
     *
     * @param starting how long it took to start them
     * @param due when their timers are to fire
     */
    private record Batch(int workflows, Duration starting, Instant due, EngineBooks.Ended books) {

        double startsPerSecond() {
            return workflows / (starting.toNanos() / 1e9);
        }

        double perSecond() {
            Duration whole = Duration.between(books.firstCreated(), books.lastEnded());
            return workflows / (whole.toNanos() / 1e9);
        }
    }

    /** Starts a round's workflows, whose timers are due that much later, and waits for the end of all of them. */
    private Batch batch(Duration later) throws IOException, InterruptedException, SQLException {
        Instant begun = Instant.now();
        Instant due = begun.plus(later);
        Load.Run run = Load.count(CLIENTS, dose.workflows(), () -> host.send(alarm(due)));
        if (run.refused() > 0) {
            throw new IOException(run.refused() + " of " + dose.workflows() + " workflows were not started");
        }
        EngineBooks.Ended ended = books.await(begun, dose.workflows(), PATIENCE);
        house.awaitDrained(PATIENCE);
        return new Batch(dose.workflows(), run.took(), due, ended);
    }

    /** One with a name of its own is a workflow of its own. */
    private static AlarmEvent.Requested alarm(Instant due) {
        return new AlarmEvent.Requested("bench-" + UUID.randomUUID(), due);
    }
}
