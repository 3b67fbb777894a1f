package dev.millrace.model.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void plansWhatTheTicketSays() {
        // When
        String plan = Worker.answer(prompt("Replace \"1\" with \"2\" in calc.sh. Delete old.sh", "Write a plan."))
                .orElseThrow();

        // Then
        assertThat(plan).contains("stand-in", "- replace a text in `calc.sh`", "- delete `old.sh`");
    }

    @Test
    void replacesOneOccurrenceAndLeavesTheRestOfTheFileAlone() throws Exception {
        // When
        JsonNode edits = edits("replace \"echo 1\" with \"echo 2\" in calc.sh");

        // Then
        assertThat(edits).hasSize(1);
        assertThat(edits.get(0).path("action").asText()).isEqualTo("replace");
        assertThat(edits.get(0).path("search").asText()).isEqualTo("echo 1");
        assertThat(edits.get(0).path("text").asText()).isEqualTo("echo 2");
    }

    @Test
    void writesTheFileWhenMoreThanOneThingChanges() throws Exception {
        // When
        JsonNode edits = edits("replace \"e\" with \"E\" in calc.sh, add \"end\" to calc.sh");

        // Then
        assertThat(edits).hasSize(1);
        assertThat(edits.get(0).path("text").asText()).isEqualTo("#!/bin/sh\nEcho 1\nEcho 2\nend\n");
    }

    @Test
    void breaksTheFirstAttemptAndMendsItAfterwards() throws Exception {
        // Given
        String ticket =
                "At first replace \"echo 1\" with \"exit 1\" in calc.sh. Add \"done\" to calc.sh. Delete old.sh";

        // When
        JsonNode first = edits(ticket);
        JsonNode repair =
                JSON.readTree(Worker.answer(prompt(ticket, """
                        Edits of these files that are done already
                        ```
                        {"edits":[]}
                        ```
                        Mend it. {"edits": []}
                        """)).orElseThrow()).path("edits");

        // Then
        assertThat(first.findValuesAsText("path")).containsExactly("old.sh", "calc.sh");
        assertThat(first.get(1).path("text").asText()).isEqualTo("exit 1");
        assertThat(repair.get(0).path("text").asText()).isEqualTo("#!/bin/sh\necho 1\necho 2\ndone\n");
    }

    @Test
    void keepsTheTicketWhenItAsksForNothingItUnderstands() throws Exception {
        // When
        JsonNode edits = edits("Make it faster!");

        // Then
        assertThat(edits).hasSize(1);
        assertThat(edits.get(0).path("path").asText()).isEqualTo("docs/tickets/the-sum-is-wrong.md");
        assertThat(edits.get(0).path("text").asText()).contains("Make it faster!", "stand-in");
    }

    @Test
    void saysThatThereIsNothingToChange() throws Exception {
        // When
        String answer = Worker.answer(prompt("replace \"no such text\" with \"x\" in calc.sh", "{\"edits\": []}"))
                .orElseThrow();

        // Then
        assertThat(JSON.readTree(answer).path("edits")).isEmpty();
        assertThat(answer).contains("nothing to change");
    }

    @Test
    void hasNoAnswerToWhatIsNoTicket() {
        assertThat(Worker.answer("What is the capital of France?")).isEmpty();
    }

    private static JsonNode edits(String ticket) throws JsonProcessingException {
        return JSON.readTree(Worker.answer(prompt(ticket, "Carry out the plan. {\"edits\": []}"))
                        .orElseThrow())
                .path("edits");
    }

    private static String prompt(String ticket, String question) {
        return """
                The ticket
                ````
                The sum is wrong

                %s
                ````

                All paths of the repository
                ```
                calc.sh
                old.sh
                ```

                File calc.sh
                ```
                #!/bin/sh
                echo 1
                echo 2
                ```

                %s""".formatted(ticket, question);
    }
}
