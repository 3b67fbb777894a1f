package dev.millrace.engine;

import static dev.millrace.engine.Flows.activity;
import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever user code does, its instance ends with a reason and the engine goes on; on any store. */
abstract class BadInputContract extends EngineContract {

    @Test
    void unknownOrchestratorFailsAndNamesTheKnownOnes() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(Flows.chain("Chain", 1)));

        // When
        client.start(StartRequest.of("Chian", "a"));

        // Then
        assertThat(failure(client, "a").message()).contains("Chian").contains("Chain");
    }

    @Test
    void unknownActivityFailsTheTask() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(Flows.chain("Chain", 1)));

        // When
        client.start(StartRequest.of("Chain", "a"));

        // Then
        assertThat(failure(client, "a").message()).contains("PlusOne");
    }

    @Test
    void exceptionsWithoutMessageFailTheInstance() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Calls", ctx -> {
                    ctx.callActivity("Null", null, Void.class).await();
                }))
                .activity(activity("Null", ctx -> {
                    throw new NullPointerException();
                })));

        // When
        client.start(StartRequest.of("Calls", "a"));

        // Then
        assertThat(end(client, "a").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void errorsFailTheInstanceAndTheThreadGoesOn() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Deep", ctx -> ctx.complete(deep(1))))
                .orchestrator(Flows.chain("Chain", 1))
                .activity(Flows.plusOne()));
        for (int i = 0; i < 8; i++) {
            client.start(StartRequest.of("Deep", "deep-" + i));
        }

        // When
        client.start(StartRequest.of("Chain", "a"));

        // Then
        assertCompleted(end(client, "a"), "1");
        assertThat(failure(client, "deep-7").type()).contains("StackOverflowError");
    }

    private static int deep(int n) {
        return n < 0 ? n : deep(n + 1) + n;
    }

    @Test
    void resultsThatCannotBeSerialisedFailTheInstance() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Odd", ctx -> ctx.complete(new Object())))
                .orchestrator(orchestrator("OddStatus", ctx -> ctx.setCustomStatus(new Object())))
                .orchestrator(orchestrator("OddActivity", ctx -> {
                    ctx.callActivity("Object", null, Object.class).await();
                }))
                .activity(activity("Object", ctx -> new Object())));

        // When
        for (String name : List.of("Odd", "OddStatus", "OddActivity")) {
            client.start(StartRequest.of(name, name));
        }

        // Then
        for (String name : List.of("Odd", "OddStatus", "OddActivity")) {
            assertThat(end(client, name).status()).as(name).isEqualTo(Status.FAILED);
        }
    }

    @Test
    void oversizedPayloadsFailWithTheLimit() {
        // Given
        var small = EngineConfig.builder()
                .limits(new EngineConfig.Limits(1000, 100, 1 << 20))
                .build();
        EngineClient client = engine(it -> it.config(small)
                .orchestrator(orchestrator("Big", ctx -> ctx.complete("x".repeat(2000))))
                .orchestrator(orchestrator("BigActivity", ctx -> {
                    ctx.callActivity("Big", null, String.class).await();
                }))
                .activity(activity("Big", ctx -> "ä".repeat(600))));

        // When
        client.start(StartRequest.of("Big", "a"));
        client.start(StartRequest.of("BigActivity", "b"));

        // Then
        assertThat(failure(client, "a").message()).contains("1000");
        assertThat(failure(client, "b").message()).contains("1000");
    }

    @Test
    void tooLongHistoriesFailWithAdvice() {
        // Given
        var small = EngineConfig.builder()
                .limits(new EngineConfig.Limits(1000, 50, 1 << 20))
                .build();
        EngineClient client = engine(
                it -> it.config(small).orchestrator(Flows.chain("Long", 100)).activity(Flows.plusOne()));

        // When
        client.start(StartRequest.of("Long", "a"));

        // Then
        assertThat(failure(client, "a").message()).contains("Continue as new");
    }

    @Test
    void nulCharactersInPayloadsSurvive() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Echo", ctx -> {
            ctx.complete(ctx.getInput(String.class));
        })));

        // When
        client.start(StartRequest.of("Echo", "a").withInput("\"a\\u0000b\""));

        // Then
        assertCompleted(end(client, "a"), "\"a\\u0000b\"");
    }
}
