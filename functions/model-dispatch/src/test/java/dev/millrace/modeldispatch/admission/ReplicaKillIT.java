package dev.millrace.modeldispatch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.modeldispatch.admission.StateLog.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three processes with 200 clients together on one budget, each killed with {@code kill -9} now and then. */
class ReplicaKillIT {

    private static final int REPLICAS = 3;
    private static final int KILLS = 5;

    private final Desk desk = new Desk();
    private final StateLog log = new StateLog(desk);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<CountDownLatch> spoken = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private int seed;

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        desk.close();
    }

    @Test
    void budgetsHoldWhenProcessesAreKilled() throws Exception {
        // Given
        for (int i = 0; i < REPLICAS; i++) {
            spoken.add(new CountDownLatch(1));
            processes.add(start(i));
        }

        // When
        var random = new Random(20261123);
        for (int i = 0; i < KILLS; i++) {
            int victim = random.nextInt(REPLICAS);
            spoken.get(victim).await(60, TimeUnit.SECONDS);
            processes.get(victim).waitFor(100L + random.nextInt(900), TimeUnit.MILLISECONDS);
            kill(processes.get(victim));
            processes.set(victim, start(victim));
        }
        for (Process process : processes) {
            process.waitFor();
        }
        for (Thread reader : readers) {
            reader.join();
        }

        // Then
        Replica survivor = desk.replica();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Desk.run(survivor.bookkeeper.sweep());
            return desk.number("SELECT count(*) FROM leases") == 0;
        });
        assertThat(lines).filteredOn("> done"::equals).hasSizeGreaterThanOrEqualTo(REPLICAS);
        assertThat(lines).noneMatch(line -> line.contains("UNAVAILABLE"));
        log.requireNeverAboveTheCap();
        log.requireJust(refusals());
        Books books = books();
        assertThat(books.expirations()).isPositive();
        assertThat(books.total()).isEqualTo(desk.settled("tenant"));
        assertThat(desk.leased("tenant")).isZero();
    }

    /** Not by the process itself, which would throw away what it said and nobody has read yet. */
    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private List<Refusal> refusals() {
        return words("refused")
                .map(words -> new Refusal(Instant.parse(words[3]), Instant.parse(words[4]), Long.parseLong(words[5])))
                .toList();
    }

    private Books books() {
        var books = new Books(List.copyOf(desk.told));
        words("spent").forEach(words -> books.book(new EventId(words[2]), spent(words[3], Long.parseLong(words[4]))));
        words("expired")
                .forEach(words -> books.book(
                        new EventId(words[2]),
                        new UsageEvent.LeaseExpired(
                                words[3], Instant.EPOCH, Instant.EPOCH, new Money(Long.parseLong(words[4]), "USD"))));
        return books;
    }

    private static UsageEvent.Spent spent(String lease, long nanos) {
        var calls = new UsageEvent.Calls(
                null, null, "model-dispatch", null, null, "default", "stand-in", 1, 0, 0, 0, new Money(nanos, "USD"));
        return new UsageEvent.Spent(lease, 1, Instant.EPOCH, Instant.EPOCH, List.of(calls));
    }

    private Stream<String[]> words(String kind) {
        return lines.stream().filter(line -> line.startsWith("> " + kind + " ")).map(line -> line.split(" ", -1));
    }

    private Process start(int place) throws IOException {
        var first = new CountDownLatch(1);
        spoken.set(place, first);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dmillrace.root=" + System.getProperty("millrace.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplicaProcess.class.getName(),
                        Integer.toString(desk.database.port()),
                        desk.database.name(),
                        "67",
                        "300",
                        Integer.toString(++seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        readers.add(Thread.ofPlatform().daemon().start(() -> {
            output.lines().forEach(line -> {
                lines.add(line);
                first.countDown();
            });
        }));
        return process;
    }
}
