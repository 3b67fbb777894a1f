package dev.millrace.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.engine.StartRequest;
import dev.millrace.host.engine.EngineRoom;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A build's end reaches the workflow that had it queued, in whatever order the two are heard of. */
@QuarkusTest
@QuarkusTestResource(HostNeighbours.class)
class BuildsTest extends HostFixture {

    @Inject
    EngineRoom room;

    private final String build = UUID.randomUUID().toString();

    @Test
    void endAfterItsBeginning() {
        // Given
        String instance = waiting();
        deliver(queued(instance)).then().statusCode(204);

        // When
        deliver(completed()).then().statusCode(204);

        // Then
        assertHeard(instance);
    }

    @Test
    void endBeforeItsBeginning() {
        // Given
        String instance = waiting();
        deliver(completed()).then().statusCode(204);

        // When
        deliver(queued(instance)).then().statusCode(204);

        // Then
        assertHeard(instance);
    }

    /** An instance that waits for something else: what it hears stands in its history all the same. */
    private String waiting() {
        String id = UUID.randomUUID().toString();
        room.client().start(StartRequest.of("TicketToPullRequest", id).withInput("""
            {"version":1,"tenant":"acme","ticket":{"host":"ado","project":"Fabrikam","id":"9"},"generation":0,
             "title":"t","classification":"internal"}"""));
        return id;
    }

    private void assertHeard(String instance) {
        String name = "build/ado/Fabrikam/" + build;
        await().untilAsserted(() -> assertThat(room.client().history(instance))
                .filteredOn(event -> event.getEventRaised().getName().equals(name))
                .hasSize(1));
    }

    private String queued(String instance) {
        return event("build.queued", instance, UUID.randomUUID().toString(), """
            {"build":{"host":"ado","project":"Fabrikam","id":"%s"},"commit":"%s"}""".formatted(build, "a".repeat(40)));
    }

    private String completed() {
        return event("build.completed", null, null, """
            {"build":{"host":"ado","project":"Fabrikam","id":"%s"},"pipeline":"ci","result":"succeeded"}""".formatted(build));
    }
}
