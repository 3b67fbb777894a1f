package dev.millrace.runtime.serving;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.FunctionProcess;
import dev.millrace.runtime.process.Launches;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.process.Session;
import dev.millrace.runtime.testing.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceStartTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ServiceManifest ECHO = TestServices.ready("echo", "/well");

    private final List<FunctionProcess> spawned = new ArrayList<>();
    private final List<ServerSocket> thieves = new ArrayList<>();

    @TempDir
    private Path data;

    @AfterEach
    void end() throws IOException {
        for (ServerSocket thief : thieves) {
            thief.close();
        }
        for (FunctionProcess process : spawned) {
            process.kill();
            process.onExit().join();
        }
    }

    @Test
    void endsAProcessThatIsNotReadyInTime() throws Exception {
        // When
        InstanceStart.Outcome outcome = start(
                        echo(Map.of("BEHAVIOUR", "mute")), new Ports(new Random()), Duration.ofMillis(10))
                .run(ECHO, spawned::add);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InstanceStart.Outcome.TooSlow.class,
                        late -> assertThat(late.process().isAlive()).isFalse());
    }

    @Test
    void triesAnotherPortWhenSomebodyElseWasFaster() throws Exception {
        // Given
        Launches robbed = (service, port) -> {
            if (thieves.isEmpty()) {
                thieves.add(listenAt(port));
            }
            return echo(Map.of()).launch(service, port);
        };

        // When
        InstanceStart.Outcome outcome =
                start(robbed, new Ports(new Random()), LONG).run(ECHO, spawned::add);

        // Then
        assertThat(outcome).isInstanceOf(InstanceStart.Outcome.Ready.class);
        assertThat(spawned).hasSize(2);
    }

    @Test
    void saysWhyThereNeverWasAProcess() throws Exception {
        // Given
        Launches nothingBuilt = (service, port) -> {
            throw new IllegalStateException("build it first");
        };

        // When
        InstanceStart.Outcome outcome =
                start(nothingBuilt, new Ports(new Random()), LONG).run(ECHO, spawned::add);

        // Then
        assertThat(outcome).isEqualTo(new InstanceStart.Outcome.Refused("build it first"));
    }

    @Test
    void saysThatNoPortIsFree() throws Exception {
        // Given
        int port = new Ports(new Random()).take();
        var occupied = new Ports(always(port));
        occupied.take();

        // When
        InstanceStart.Outcome outcome = start(echo(Map.of()), occupied, LONG).run(ECHO, spawned::add);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InstanceStart.Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("No free port"));
    }

    @Test
    void givesThePortOfAnEndedInstanceToTheNextOne() throws Exception {
        // Given
        InstanceStart starts = start(echo(Map.of()), new Ports(always(new Ports(new Random()).take())), LONG);
        starts.run(ECHO, spawned::add);

        // When
        spawned.getFirst().kill();

        // Then
        await().atMost(30, SECONDS)
                .ignoreException(IllegalStateException.class)
                .until(() -> starts.run(ECHO, spawned::add) instanceof InstanceStart.Outcome.Ready);
        assertThat(spawned)
                .extracting(FunctionProcess::port)
                .containsOnly(spawned.getFirst().port());
    }

    private InstanceStart start(Launches launches, Ports ports, Duration longest) throws IOException {
        return new InstanceStart(launches, ProcessTable.open(data), ports, Session.ofSystem(), longest);
    }

    private Launches echo(Map<String, String> environment) {
        return new TestServices(data, environment);
    }

    private static ServerSocket listenAt(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RandomGenerator always(int number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return number;
            }

            @Override
            public int nextInt(int origin, int bound) {
                return number;
            }
        };
    }
}
