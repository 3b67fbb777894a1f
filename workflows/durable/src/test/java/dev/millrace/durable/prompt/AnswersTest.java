package dev.millrace.durable.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static ChatAnswer read(String response) {
        return ChatAnswer.of(response.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesTheTextOfTheFirstChoice() {
        // Given
        String response = "{\"choices\": [{\"message\": {\"content\": \"hello\"}, \"finish_reason\": \"stop\"}]}";

        // When
        ChatAnswer answer = read(response);

        // Then
        assertThat(answer).isEqualTo(new ChatAnswer.Text("hello"));
    }

    @Test
    void joinsTextThatComesInParts() {
        // Given
        String response =
                "{\"choices\": [{\"message\": {\"content\": [{\"type\": \"text\", \"text\": \"he\"}, {\"text\": \"llo\"}]}}]}";

        // When
        ChatAnswer answer = read(response);

        // Then
        assertThat(answer).isEqualTo(new ChatAnswer.Text("hello"));
    }

    @Test
    void anAnswerThatWasCutOffIsNotTakenForWhole() {
        // Given
        String response = "{\"choices\": [{\"message\": {\"content\": \"hel\"}, \"finish_reason\": \"length\"}]}";

        // When
        ChatAnswer answer = read(response);

        // Then
        assertThat(answer).isEqualTo(new ChatAnswer.Unreadable("The answer was cut off. Be briefer."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "null",
                "[]",
                "{}",
                "{\"choices\": []}",
                "{\"choices\": {}}",
                "{\"choices\": [null]}",
                "{\"choices\": [{\"message\": null}]}",
                "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"no\"}}]}",
                "{\"choices\": [{\"message\": {\"content\": \" \\n \"}}]}",
                "{\"choices\": [{\"message\": {\"content\": 5}}]}"
            })
    void aResponseWithoutTextIsUnreadable(String response) {
        // Given
        byte[] bytes = response.getBytes(StandardCharsets.UTF_8);

        // When
        ChatAnswer answer = ChatAnswer.of(bytes);

        // Then
        assertThat(answer).isInstanceOf(ChatAnswer.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Plan\ntext",
                "```markdown\n# Plan\ntext\n```",
                "\n````md\n# Plan\ntext\n````\n",
                "  # Plan\ntext\0"
            })
    void aPlanComesWithoutTheFenceAroundIt(String answer) {
        // Given
        String text = answer;

        // When
        ChatAnswer plan = PlanReader.read(text);

        // Then
        assertThat(plan).isEqualTo(new ChatAnswer.Text("# Plan\ntext"));
    }

    @Test
    void fencesInsideAPlanStay() {
        // Given
        String answer = "```\nfirst\n```\nbetween\n```\nlast\n```";

        // When
        ChatAnswer plan = PlanReader.read(answer);

        // Then
        assertThat(plan).isEqualTo(new ChatAnswer.Text(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\0", "```\n\n```"})
    void nothingIsNoPlan(String answer) {
        // Given
        String text = answer;

        // When
        ChatAnswer plan = PlanReader.read(text);

        // Then
        assertThat(plan).isEqualTo(new ChatAnswer.Unreadable("The plan is empty."));
    }
}
