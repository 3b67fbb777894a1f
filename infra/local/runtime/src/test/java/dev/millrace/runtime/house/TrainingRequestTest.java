package dev.millrace.runtime.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.runtime.house.TrainingRequest.Answer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TrainingRequestTest {

    @Test
    void takesWhatAnAnswerHolds() throws IOException {
        // Given
        TrainingRequest request = TrainingRequest.parse("GET ${/people/0/link} HTTP/1.1\nAccept: ${random}\n\n${/id}");
        Answer answer = Answer.of(
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{\"id\":7,\"people\":[{\"link\":\"http://a/$1?t=x\"}]}");

        // When
        TrainingRequest filled = request.after(answer);

        // Then
        assertThat(filled).isEqualTo(TrainingRequest.parse("GET http://a/$1?t=x HTTP/1.1\nAccept: ${random}\n\n7"));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void findsNothingInWhatIsNoJson() throws IOException {
        // Given
        Answer answer = Answer.of("HTTP/1.1 204 No Content\r\n\r\n");

        // Then
        assertThat(answer.content().isMissingNode()).isTrue();
        assertThat(TrainingRequest.parse("GET /${/id} HTTP/1.1").after(answer))
                .isEqualTo(TrainingRequest.parse("GET / HTTP/1.1"));
        assertThat(Answer.of("HTTP/1.1 200 OK\r\n\r\n{broken").content().isMissingNode())
                .isTrue();
        assertThatThrownBy(() -> Answer.of("SSH-2.0")).isInstanceOf(IOException.class);
    }
}
