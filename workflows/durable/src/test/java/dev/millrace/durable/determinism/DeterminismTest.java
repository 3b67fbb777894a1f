package dev.millrace.durable.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Payload;
import dev.millrace.durable.TicketToPullRequest;
import dev.millrace.durable.Workflows;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {

    private static final String ORCHESTRATION = "com/microsoft/durabletask/TaskOrchestration";
    private static final String BAD = "dev/millrace/durable/determinism/bad/Orchestrators$";

    private static final CodeBase OURS = new CodeBase(TicketToPullRequest.class, Payload.class);
    private static final CodeBase WITH_BAD = new CodeBase(DeterminismTest.class);

    static Stream<String> orchestrators() {
        return OURS.below(ORCHESTRATION).stream();
    }

    @Test
    void everyRegisteredOrchestratorIsRead() {
        // Given
        List<String> read = orchestrators().toList();

        // When
        List<String> registered = Workflows.orchestrations().stream()
                .map(factory -> factory.create().getClass().getName().replace('.', '/'))
                .sorted()
                .toList();

        // Then
        assertThat(read).isEqualTo(registered);
    }

    @ParameterizedTest
    @MethodSource("orchestrators")
    void anOrchestratorReachesNothingThatAReplayWouldSeeDifferently(String orchestrator) {
        // Given
        CodeBase code = OURS;

        // When
        List<String> faults = Determinism.faults(code, orchestrator);

        // Then
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ReadsClock, reads a clock, Instant.now",
        "ReadsClockInLambda, reads a clock, System.nanoTime",
        "ReadsClockByReference, reads a clock, Instant.now",
        "DrawsAtRandom, draws at random, UUID.randomUUID",
        "DrawsBehindInterface, draws at random, Lot.draw > ThreadLocalRandom.current",
        "ReadsFile, does input or output, Files.readString",
        "StartsThread, leaves its thread, Thread.ofVirtual",
        "AsksEnvironment, asks its environment, System.getenv",
        "PrintsLines, does input or output, System.out",
        "CountsInStatic, keeps state in a static field, Counters.runs",
        "CountsInFinalStatic, keeps state in a static field, Counters.COUNT",
        "InitializesByClock, reads a clock, Born.<clinit> > Instant.now",
        "RunsInParallel, leaves its thread, List.parallelStream"
    })
    void aBadOrchestratorIsNamedWithTheWayToTheOffendingCall(String name, String why, String call) {
        // Given
        String orchestrator = BAD + name;

        // When
        List<String> faults = Determinism.faults(WITH_BAD, orchestrator);

        // Then
        assertThat(faults)
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith(orchestrator.replace('/', '.') + " " + why)
                        .contains("Orchestrators." + name + ".run > ")
                        .contains(call.substring(call.lastIndexOf('.') + 1)));
    }

    @Test
    void everyBadOrchestratorIsInTheTable() {
        // Given
        List<String> bad = WITH_BAD.below(ORCHESTRATION);

        // When
        List<String> harmless = bad.stream()
                .filter(orchestrator ->
                        Determinism.faults(WITH_BAD, orchestrator).isEmpty())
                .toList();

        // Then
        assertThat(bad).hasSize(13);
        assertThat(harmless).isEmpty();
    }
}
