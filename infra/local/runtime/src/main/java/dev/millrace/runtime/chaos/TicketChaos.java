package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.journey.Clicks;
import dev.millrace.runtime.journey.Postman;
import dev.millrace.runtime.journey.Sightings;
import dev.millrace.runtime.journey.SpawnedForge;
import dev.millrace.runtime.journey.TicketWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends tickets on their whole way, approvals clicked, while functions, the workflows' host, the forge, the runtime and
 * PostgreSQL are killed with SIGKILL and requests to code host and model go wrong. The same seed makes the same tickets
 * and the same blows in the same order; when exactly they strike is up to the machine.
 */
public final class TicketChaos {

    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(4);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Longer than the longest wait of a delivery between two attempts. */
    private static final Duration STANDSTILL = Duration.ofMinutes(3);

    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int TICKETS_PER_PROJECT = 10;

    private final SpawnedHouse house;
    private final SpawnedForge forge;
    private final List<String> projects;
    private final Wishes wishes;
    private final Wrecker wrecker;
    private final Network network = new Network();
    private final Sightings sightings;
    private final Clicks clicks;
    private long documented;

    private TicketChaos(SpawnedHouse house, SpawnedForge forge, List<String> projects, Wishes wishes) {
        this.house = house;
        this.forge = forge;
        this.projects = projects;
        this.wishes = wishes;
        this.wrecker = new Wrecker(house);
        this.sightings = new Sightings(house);
        this.clicks = new Clicks(house, sightings, BETWEEN_LOOKS);
    }

    /**
     * What is wanted.
     *
     * @param tickets how many are written
     * @param blows after so many it only waits, so that it ends in any case
     * @param seed makes it repeatable
     */
    public record Wishes(int tickets, int blows, long seed) {

        public Wishes {
            if (tickets < 1 || blows < 0) {
                throw new IllegalArgumentException("There must be at least one ticket, and no fewer blows than none.");
            }
        }
    }

    public static TicketTally run(Wishes wishes, Commands commands, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        List<String> projects = IntStream.rangeClosed(1, 1 + (wishes.tickets() - 1) / TICKETS_PER_PROJECT)
                .mapToObj(number -> "shop" + number)
                .toList();
        try (SpawnedForge forge = SpawnedForge.start(projects);
                SpawnedHouse house = SpawnedHouse.start()) {
            return new TicketChaos(house, forge, projects, wishes).run(commands, progress);
        }
    }

    private TicketTally run(Commands commands, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        var writer = new TicketWriter(forge, projects, wishes.tickets());
        Duration took;
        try (Postman _ = Postman.start(house, forge, projects, LOOK)) {
            Thread writing = Thread.ofVirtual().start(writer::run);
            Thread clicking = Thread.ofVirtual().start(clicks::run);
            try {
                took = storm(writer, progress);
            } finally {
                writing.interrupt();
                clicking.interrupt();
                clicking.join();
            }
        }
        progress.accept("waiting for the backlog");
        house.awaitDrained(PATIENCE);
        return settled(commands, took, progress);
    }

    /** Blows fall until they are used up; it ends when every ticket is documented, or nothing moves any more. */
    private Duration storm(TicketWriter writer, Consumer<String> progress) throws IOException, InterruptedException {
        var random = new Random(wishes.seed());
        long begun = System.nanoTime();
        int blows = 0;
        boolean struckAll = wishes.blows() == 0;
        var watch = new Standstill();
        while (true) {
            Duration pause = blows < wishes.blows() ? pause(random) : LOOK;
            Thread.sleep(pause);
            if (blows < wishes.blows()) {
                Blow blow = Blow.next(random);
                blows++;
                strike(blow);
                progress.accept(standing(writer) + ": " + blow.words());
            } else if (!struckAll && writer.written() == wishes.tickets()) {
                struckAll = true;
                for (Blow blow : Blow.everything()) {
                    strike(blow);
                }
                progress.accept(standing(writer) + ": everything at once");
            }
            documented = Math.max(documented, sightings.documented());
            boolean over = documented >= wishes.tickets();
            if ((over && blows >= wishes.blows()) || watch.lasts(sightings.newest())) {
                progress.accept(
                        standing(writer) + (over ? ": all have come to their end" : ": nothing moves any more"));
                return Duration.ofNanos(System.nanoTime() - begun);
            }
        }
    }

    private String standing(TicketWriter writer) {
        return String.format(
                "%d of %d tickets written, %d documented, %d approvals, %d kills, %d faults",
                writer.written(), wishes.tickets(), documented, clicks.count(), wrecker.kills(), network.faults());
    }

    private static Duration pause(Random random) {
        return Duration.ofMillis((long) (BETWEEN_BLOWS.toMillis() * (0.3 + 1.4 * random.nextDouble())));
    }

    private void strike(Blow blow) throws IOException, InterruptedException {
        switch (blow) {
            case Blow.OneFunction(String name) -> wrecker.function(name);
            case Blow.AllFunctions all -> wrecker.functions();
            case Blow.Postgres postgres -> wrecker.postgres();
            case Blow.Platform platform -> wrecker.runtime();
            case Blow.Forge host -> wrecker.forge(forge);
            case Blow.HostFault(Blow.Fault fault) -> network.host(forge, fault);
            case Blow.ModelFault(Blow.Fault fault) -> network.model(house.secrets(), fault);
        }
    }

    /** Whether nothing new happened for long. */
    private static final class Standstill {

        private long newest;
        private long since = System.nanoTime();

        boolean lasts(long now) {
            if (now > newest || now < 0) {
                newest = Math.max(newest, now);
                since = System.nanoTime();
            }
            return System.nanoTime() - since > STANDSTILL.toNanos();
        }
    }

    /** Functions that end still tell what they used, and leases run out: what is missing may be under way. */
    private TicketTally settled(Commands commands, Duration took, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        forge.stop();
        var books = new Books(house, sightings, commands);
        var git = new Findings();
        ForgeCount count = ForgeCount.of(forge.data(), projects, wishes.tickets(), git);
        long begun = System.nanoTime();
        List<String> findings = books.findings();
        while (!findings.isEmpty() && System.nanoTime() - begun < SETTLING.toNanos()) {
            progress.accept("not settled yet: " + String.join("; ", findings));
            Thread.sleep(BETWEEN_BLOWS);
            house.awaitDrained(PATIENCE);
            findings = books.findings();
        }
        return new TicketTally(
                count.tickets(),
                count.pullRequests(),
                count.merged(),
                count.documented(),
                count.documents(),
                clicks.count(),
                books.deadLetters(),
                wrecker.kills(),
                network.faults(),
                took,
                Stream.concat(git.all().stream(), findings.stream()).toList());
    }
}
