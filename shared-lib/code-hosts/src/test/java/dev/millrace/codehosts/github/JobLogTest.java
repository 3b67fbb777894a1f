package dev.millrace.codehosts.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobLogTest {

    private static final String STEPS = """
        {"steps": [
          {"name": "build", "conclusion": "success",
           "started_at": "2026-03-01T10:00:00Z", "completed_at": "2026-03-01T10:00:09Z"},
          {"name": "test", "conclusion": "failure",
           "started_at": "2026-03-01T10:00:20Z", "completed_at": "2026-03-01T10:00:29Z"},
          {"name": "clean up", "conclusion": "success",
           "started_at": "2026-03-01T10:00:40Z", "completed_at": "2026-03-01T10:00:41Z"}]}
        """;

    private static JsonNode job() throws IOException {
        return new ObjectMapper().readTree(STEPS);
    }

    @Test
    void onlyTheFailedStepsLinesStayWithoutTheirTimes() throws IOException {
        // Given
        String log = """
            \uFEFF2026-03-01T10:00:01.1234567Z compiling
            2026-03-01T10:00:20.5000000Z price is no number
              at prices.txt:3
            2026-03-01T10:00:29.9000000Z exit code 1
            2026-03-01T10:00:40.0000000Z cleaning
            """;

        // When
        String failure = JobLog.failure(job(), log);

        // Then
        assertThat(failure).isEqualTo("price is no number\n  at prices.txt:3\nexit code 1");
    }

    @Test
    void aLogWithoutTimesStaysWhole() throws IOException {
        // When
        String failure = JobLog.failure(job(), "one\ntwo\n2026-99-99T99:99:99Z three");

        // Then
        assertThat(failure).isEqualTo("one\ntwo\nthree");
    }

    @ParameterizedTest
    @CsvSource({"aé€,6,aé€", "aé€,5,é€", "aé€,4,€", "aé€,3,€", "aé€,2,''", "aé€,0,''", "'',5,''"})
    void theEndOfATextHasWholeCharactersOnly(String text, int bytes, String end) {
        // When
        String cut = JobLog.end(text, bytes);

        // Then
        assertThat(cut).isEqualTo(end);
    }
}
