package dev.millrace.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Flows;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.memory.MemoryStore;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackPressureTest {

    @Test
    void finishesManyMoreInstancesThanFitIntoMemory() {
        // Given
        var config = EngineConfig.builder().maxActive(3).build();
        try (var store = new MemoryStore(Clock.systemUTC());
                Engine engine = Engine.builder(store)
                        .config(config)
                        .orchestrator(Flows.chain("Chain", 2))
                        .activity(Flows.plusOne())
                        .start()) {

            // When
            var ends = IntStream.range(0, 200)
                    .mapToObj(i -> engine.client()
                            .startAsync(StartRequest.of("Chain"))
                            .thenCompose(
                                    started -> engine.client().until(started.instanceId(), Status::isTerminal, false)))
                    .toList();

            // Then
            assertThat(ends)
                    .allSatisfy(
                            end -> assertThat(end.join().orElseThrow().status()).isEqualTo(Status.COMPLETED));
        }
    }
}
