package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import dev.millrace.runtime.journey.Clicks;
import dev.millrace.runtime.journey.Postman;
import dev.millrace.runtime.journey.Sightings;
import dev.millrace.runtime.journey.SpawnedForge;
import dev.millrace.runtime.journey.TicketWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From a ticket on the forge to its draft and to its merge, one ticket after the other: cold, with every function at
 * zero, and warm. The poller looks each tenth of a second, and somebody approves at once. A stand-in answers for models.
 */
public final class JourneyBench {

    private static final List<String> PROJECT = List.of("shop1");
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String REACHED = """
        SELECT min(accepted_at) FROM broker.events WHERE accepted_at > ? AND type = ?""";

    private final SpawnedHouse house;
    private final TicketWriter writer;
    private final Sightings sightings;
    private final List<Journey> cold = new ArrayList<>();
    private final List<Journey> warm = new ArrayList<>();

    private JourneyBench(SpawnedHouse house, TicketWriter writer, Sightings sightings) {
        this.house = house;
        this.writer = writer;
        this.sightings = sightings;
    }

    /** From the forge's having the ticket to these events. */
    private record Journey(Duration draft, Duration merged, Duration documented) {}

    /** @param rounds tickets from cold, and as many warm ones */
    public static List<Figure> run(int rounds, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        try (SpawnedForge forge = SpawnedForge.start(PROJECT);
                SpawnedHouse house = SpawnedHouse.start();
                Postman _ = Postman.start(house, forge, PROJECT, LOOK)) {
            var sightings = new Sightings(house);
            Thread clicking = Thread.ofVirtual().start(new Clicks(house, sightings, LOOK)::run);
            try {
                return new JourneyBench(house, new TicketWriter(forge, PROJECT, 2 * rounds), sightings)
                        .measure(rounds, progress);
            } finally {
                clicking.interrupt();
                clicking.join();
            }
        }
    }

    private List<Figure> measure(int rounds, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < rounds; round++) {
            progress.accept("journey: " + (round + 1) + " of " + rounds + ", cold and warm");
            house.stop();
            house.restart();
            cold.add(journey(2 * round + 1));
            warm.add(journey(2 * round + 2));
        }
        List<Figure> figures = new ArrayList<>();
        figures.addAll(figures("from zero function processes", cold, Bound.atMost(8_000), Bound.atMost(25_000)));
        figures.addAll(figures("warm", warm, Bound.atMost(2_000), null));
        return figures;
    }

    private Journey journey(int number) throws IOException, InterruptedException, SQLException {
        Instant begun = Instant.now();
        writer.write(number);
        Instant draft = await(begun, "dev.millrace.draft.opened.v1");
        Instant merged = await(begun, "dev.millrace.pullrequest.merged.v1");
        Instant documented = await(begun, "dev.millrace.docs.proposed.v1");
        house.awaitDrained(PATIENCE);
        return new Journey(
                Duration.between(begun, draft), Duration.between(begun, merged), Duration.between(begun, documented));
    }

    private Instant await(Instant begun, String type) throws IOException, InterruptedException, SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = sightings.connect();
                PreparedStatement query = connection.prepareStatement(REACHED)) {
            query.setTimestamp(1, Timestamp.from(begun));
            query.setString(2, type);
            while (System.nanoTime() < deadline) {
                Optional<Instant> reached = reached(query);
                if (reached.isPresent()) {
                    return reached.get();
                }
                Thread.sleep(50);
            }
        }
        throw new IOException("No event " + type + " came within " + PATIENCE);
    }

    private static Optional<Instant> reached(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            return Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant);
        }
    }

    private static List<Figure> figures(String how, List<Journey> journeys, Bound draft, @Nullable Bound whole) {
        return List.of(
                figure("ticket to draft, " + how, journeys, Journey::draft).wanted(draft),
                figure("ticket to merge, " + how, journeys, Journey::merged),
                figure("ticket to changelog, " + how, journeys, Journey::documented)
                        .wanted(whole));
    }

    private static Figure figure(String name, List<Journey> journeys, Function<Journey, Duration> part) {
        return Figure.of(
                name,
                Unit.MILLIS,
                journeys.stream()
                        .map(part)
                        .map(duration -> duration.toNanos() / 1e6)
                        .toList());
    }
}
