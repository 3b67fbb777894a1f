package dev.millrace.engine;

import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How events reach an instance, on any store. */
abstract class EventContract extends EngineContract {

    private EngineClient collector() {
        return engine(it -> it.orchestrator(Flows.collect())
                .orchestrator(Flows.chain("Chain", 2))
                .activity(Flows.plusOne()));
    }

    @Test
    void handsEventsOverInTheirOrder() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("50"));

        // When
        for (int i = 0; i < 50; i++) {
            client.raise("a", "item", String.valueOf(i));
        }

        // Then
        assertCompleted(
                end(client, "a"),
                IntStream.range(0, 50).boxed().toList().toString().replace(" ", ""));
    }

    @Test
    void carriesEventsOverInTheirOrderAndEachOnce() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Fold", ctx -> {
            String soFar = ctx.getInput(String.class);
            String next = ctx.waitForExternalEvent("item", String.class).await();
            if (next.equals("end")) {
                ctx.complete(soFar);
            } else {
                ctx.continueAsNew(soFar + next, true);
            }
        })));
        client.start(
                StartRequest.of("Fold", "a").withInput("\"\"").at(Instant.now().plusMillis(150)));

        // When
        for (String item : List.of("a", "b", "b", "c", "d", "e", "e", "f", "end")) {
            client.raise("a", "item", '"' + item + '"');
        }

        // Then
        assertCompleted(end(client, "a"), "\"abbcdeef\"");
    }

    @Test
    void raisesAnEventWithTheSameKeyOnce() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("2"));

        // When
        List<Delivered> answers = List.of(
                client.raise("a", "item", "1", "event-1"),
                client.raise("a", "item", "1", "event-1"),
                client.raise("a", "item", "2", "event-2"));

        // Then
        assertThat(answers)
                .containsExactly(new Delivered.Accepted(), new Delivered.Repeated(), new Delivered.Accepted());
        assertCompleted(end(client, "a"), "[1,2]");
    }

    @Test
    void refusesMessagesThatNobodyWouldRead() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Chain", "ended"));
        end(client, "ended");

        // When
        List<Delivered> answers = List.of(
                client.raise("nobody", "item", null, "key"),
                client.raise("ended", "item", null),
                client.suspend("nobody", null),
                client.terminate("nobody", null));

        // Then
        assertThat(answers)
                .containsExactly(
                        new Delivered.Unknown(),
                        new Delivered.Ended(),
                        new Delivered.Unknown(),
                        new Delivered.Unknown());
    }
}
