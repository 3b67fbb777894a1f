package dev.millrace.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLogTest {

    private final JsonLog log = new JsonLog("probe");

    @Test
    void writesTheMessageAndTheAgreedKeys() throws JsonProcessingException {
        // Given
        ExtLogRecord entry = entry("Refused: %s", "no tenant");
        entry.setInstant(Instant.parse("2026-11-03T08:00:00.5Z"));
        entry.putMdc("tenant", "acme");
        entry.putMdc("event", "e-1");

        // When
        JsonNode line = read(log.format(entry));

        // Then
        assertThat(line).isEqualTo(new ObjectMapper().readTree("""
                {"time": "2026-11-03T08:00:00.500Z", "level": "INFO", "function": "probe",
                 "logger": "dev.millrace.Probe", "message": "Refused: no tenant", "tenant": "acme", "event": "e-1"}"""));
        assertThat(names(line)).startsWith("time", "level", "function", "logger", "message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\nb",
                "\",\"level\":\"ERROR",
                "\\",
                "\u0000\u001b[31m",
                "Größe \ud83d\ude00",
                "",
                "%s %d"
            })
    void keepsWhatOthersSayInsideOneString(String text) throws JsonProcessingException {
        // Given
        ExtLogRecord entry = entry("Said: %s", text);
        entry.putMdc("tenant", text);

        // When
        String line = log.format(entry);

        // Then
        assertThat(line.substring(0, line.length() - 1)).doesNotContainPattern("\\p{Cntrl}");
        assertThat(read(line).get("message").textValue()).isEqualTo("Said: " + text);
        assertThat(read(line).get("tenant").textValue()).isEqualTo(text);
        assertThat(read(line).get("level").textValue()).isEqualTo("INFO");
    }

    @Test
    void writesAStackTraceOnTheSameLine() throws JsonProcessingException {
        // Given
        ExtLogRecord entry = entry("Failed%s", "");
        entry.setThrown(new IllegalStateException("a\nb", new RuntimeException("cause")));

        // When
        String line = log.format(entry);

        // Then
        assertThat(read(line).get("error").textValue())
                .startsWith("java.lang.IllegalStateException: a\nb")
                .contains("JsonLogTest.java")
                .contains("Caused by: java.lang.RuntimeException: cause");
    }

    private static ExtLogRecord entry(String format, String argument) {
        var entry = new ExtLogRecord(Level.INFO, format, ExtLogRecord.FormatStyle.PRINTF, JsonLogTest.class.getName());
        entry.setParameters(new Object[] {argument});
        entry.setLoggerName("dev.millrace.Probe");
        return entry;
    }

    /** One line is one object, and nothing else. */
    private static JsonNode read(String line) throws JsonProcessingException {
        assertThat(line).endsWith("\n").hasLineCount(1);
        return new ObjectMapper().readTree(line);
    }

    private static List<String> names(JsonNode line) {
        var names = new ArrayList<String>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
