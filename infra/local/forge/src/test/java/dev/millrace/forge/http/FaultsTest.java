package dev.millrace.forge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.forge.TestForge;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    private static final String PROJECTS = "/ado/millrace/_apis/projects";
    private static final String ITEM = "/ado/millrace/shop/_apis/wit/workitems/1";

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void aPlannedAnswerIsGivenAsOftenAsPlanned() {
        // Given
        forge.post("/_faults", "{'path':'_apis/projects','status':429,'headers':{'Retry-After':'7'},'count':2}");

        // When
        List<TestForge.Answer> answers = List.of(forge.get(PROJECTS), forge.get(PROJECTS), forge.get(PROJECTS));

        // Then
        assertThat(answers).extracting(TestForge.Answer::status).containsExactly(429, 429, 200);
        assertThat(answers.getFirst().header("Retry-After")).contains("7");
    }

    @Test
    void aFaultHitsItsMethodOnly() {
        // Given
        forge.post("/_faults", "{'method':'PATCH','path':'workitems','status':500}");

        // When
        int read = forge.get(ITEM).status();
        int written = forge.patch(ITEM, "[]").status();

        // Then
        assertThat(List.of(read, written)).containsExactly(200, 500);
    }

    @Test
    void aConnectionDroppedAfterwardsLeavesTheEffect() {
        // Given
        forge.post("/_faults", "{'method':'PATCH','path':'workitems','drop':'after'}");

        // When
        assertThatThrownBy(() -> forge.patch(ITEM, "[{'op':'add','path':'/fields/System.State','value':'Active'}]"))
                .isInstanceOf(UncheckedIOException.class);

        // Then
        assertThat(forge.get(ITEM).json().path("fields").path("System.State").asText())
                .isEqualTo("Active");
    }

    @Test
    void aConnectionDroppedBeforehandLeavesNothing() {
        // Given
        forge.post("/_faults", "{'method':'PATCH','path':'workitems','drop':'before'}");

        // When
        assertThatThrownBy(() -> forge.patch(ITEM, "[{'op':'add','path':'/fields/System.State','value':'Active'}]"))
                .isInstanceOf(UncheckedIOException.class);

        // Then
        assertThat(forge.get(ITEM).json().path("fields").path("System.State").asText())
                .isEqualTo("New");
    }

    @Test
    void plansCanBeListedAndTakenBack() {
        // Given
        forge.post("/_faults", "{'path':'projects','delayMillis':1}");
        int planned = forge.get("/_faults").json().size();

        // When
        forge.delete("/_faults");

        // Then
        assertThat(planned).isEqualTo(1);
        assertThat(forge.get("/_faults").json()).isEmpty();
    }

    @Test
    void aPlanThatMeansNothingIsRefused() {
        // When
        List<Integer> answers = List.of(
                forge.post("/_faults", "{'path':'x'}").status(),
                forge.post("/_faults", "{'path':'(','status':500}").status());

        // Then
        assertThat(answers).containsOnly(400);
    }
}
