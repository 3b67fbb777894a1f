package dev.millrace.runtime.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    @Test
    void endsWhatAKilledRuntimeLeftBehind() throws Exception {
        // Given
        long child = childOfKilledRuntime();

        // When
        List<Long> ended = ProcessTable.open(data).endLeftovers(GRACE);

        // Then
        assertThat(ended).containsExactly(child);
        assertThat(isAlive(child)).isFalse();
    }

    @Test
    void findsAChildByItsMarkWhenTheRuntimeDiedBeforeItsRecord() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux shows the environment of processes");
        // Given
        long child = childOfKilledRuntime();
        Files.delete(data.resolve("processes"));

        // When
        List<Long> ended = ProcessTable.open(data).endLeftovers(GRACE);

        // Then
        assertThat(ended).containsExactly(child);
        assertThat(isAlive(child)).isFalse();
    }

    @Test
    void findsAChildByItsRecordWhenItHidItsMark() throws Exception {
        // Given
        Process stranger = new ProcessBuilder("sleep", "600").start();
        long since = stranger.info().startInstant().orElseThrow().toEpochMilli();
        Files.writeString(data.resolve("processes"), "+ " + stranger.pid() + " " + since + "\n+ 12");

        // When
        List<Long> ended = ProcessTable.open(data).endLeftovers(GRACE);

        // Then
        assertThat(ended).containsExactly(stranger.pid());
    }

    @Test
    void sparesAProcessThatGotTheNumberOfAnOldChild() throws Exception {
        // Given
        Process stranger = new ProcessBuilder("sleep", "600").start();
        long earlier =
                stranger.info().startInstant().orElseThrow().minusSeconds(60).toEpochMilli();
        Files.writeString(data.resolve("processes"), "+ " + stranger.pid() + " " + earlier + "\n");

        // When
        List<Long> ended = ProcessTable.open(data).endLeftovers(GRACE);

        // Then
        assertThat(ended).isEmpty();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void sparesTheChildrenOfAnotherDataDirectory(@TempDir Path other) throws Exception {
        // Given
        var mine = ProcessTable.open(data);
        FunctionProcess child = FunctionProcess.start(sleeper(data), mine, Session.ofSystem());

        // When
        List<Long> ended = ProcessTable.open(other).endLeftovers(GRACE);

        // Then
        assertThat(ended).isEmpty();
        assertThat(child.isAlive()).isTrue();
        child.kill();
        child.onExit().get(10, SECONDS);
    }

    @Test
    void endsAChildThatIgnoresPoliteness() throws Exception {
        // Given
        var table = ProcessTable.open(data);
        var stubborn = new Launch(
                "stubborn",
                List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"),
                0,
                data,
                Map.of(),
                1,
                data.resolve("l/stubborn.log"));
        FunctionProcess child = FunctionProcess.start(stubborn, table, Session.ofSystem());
        await().atMost(10, SECONDS).until(() -> child.lastWords().contains("ready"));

        // When
        ProcessTable.open(data).endLeftovers(Duration.ofMillis(200));

        // Then
        assertThat(child.onExit().get(10, SECONDS)).isEqualTo(137);
    }

    @Test
    void forgetsAChildThatEnded() throws Exception {
        // Given
        var table = ProcessTable.open(data);
        FunctionProcess child = FunctionProcess.start(sleeper(data), table, Session.ofSystem());

        // When
        child.kill();
        child.onExit().get(10, SECONDS);

        // Then
        assertThat(Files.readString(data.resolve("processes"))).isEmpty();
    }

    static Launch sleeper(Path data) {
        return new Launch("sleeper", List.of("sleep", "600"), 0, data, Map.of(), 1, data.resolve("logs/sleeper.log"));
    }

    private long childOfKilledRuntime() throws Exception {
        Process runtime = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleeperRuntimeMain.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child = Long.parseLong(runtime.inputReader().readLine());
        runtime.destroyForcibly().waitFor();
        assertThat(isAlive(child)).isTrue();
        return child;
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(Liveness::isAlive).isPresent();
    }
}
