package dev.millrace.runtime.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.journey.access.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrewTest {

    private final Crew crew = new Crew();

    @Test
    void aStartIsForTheFirstStepAfterItAndForNoOther() {
        // Given
        crew.look(status(0, 0, "[]", "[]"));
        crew.look(status(1, 1, "['PT0.5S']", "['READY']"));

        // Then
        assertThat(crew.startedFor("audit")).contains(Duration.ofMillis(500));
        assertThat(crew.startedFor("audit")).isEmpty();
        assertThat(crew.startedFor("pr-writer")).isEmpty();
    }

    @Test
    void whatStartedBeforeTheDemoLookedIsNoStartOfIts() {
        // Given
        crew.look(status(7, 40, "['PT0.5S']", "['READY']"));

        // When
        crew.look(status(7, 45, "['PT0.5S']", "['READY']"));

        // Then
        assertThat(crew.startedFor("audit")).isEmpty();
        assertThat(crew.members()).singleElement().satisfies(member -> {
            assertThat(member.requests()).isEqualTo(5);
            assertThat(member.starts()).isEmpty();
            assertThat(member.typicalStart()).isNull();
        });
    }

    @Test
    void severalStartsBetweenTwoLooksAllCount() {
        // Given
        crew.look(status(0, 0, "[]", "[]"));

        // When
        crew.look(status(3, 9, "['PT3S','PT1S','PT2S']", "['READY','STARTING','STOPPING']"));

        // Then
        assertThat(crew.members()).singleElement().satisfies(member -> {
            assertThat(member.starts()).hasSize(3);
            assertThat(member.typicalStart()).isEqualTo(Duration.ofSeconds(2));
            assertThat(member.most()).isEqualTo(2);
        });
    }

    @Test
    void theMostInstancesStayKnownWhenTheyAreGone() {
        // Given
        crew.look(status(2, 2, "[]", "['READY','READY']"));

        // When
        crew.look(status(2, 2, "[]", "[]"));

        // Then
        assertThat(crew.members())
                .singleElement()
                .satisfies(member -> assertThat(member.most()).isEqualTo(2));
    }

    @Test
    void itIsKnownWhetherSomebodyIsAboutToStart() {
        // Given
        crew.look(status(0, 0, "[]", "['STARTING']"));
        boolean before = crew.isStarting();

        // When
        crew.look(status(1, 0, "['PT1S']", "['READY']"));

        // Then
        assertThat(before).isTrue();
        assertThat(crew.isStarting()).isFalse();
    }

    private static JsonNode status(int coldStarts, int requests, String recent, String phases) {
        String instances = phases.replace("'READY'", "{'phase':'READY'}")
                .replace("'STARTING'", "{'phase':'STARTING'}")
                .replace("'STOPPING'", "{'phase':'STOPPING'}");
        String json = "{'service':'audit','coldStarts':%d,'requests':{'begun':%d},'recentColdStarts':%s,'instances':%s}"
                .formatted(coldStarts, requests, recent, instances)
                .replace('\'', '"');
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
