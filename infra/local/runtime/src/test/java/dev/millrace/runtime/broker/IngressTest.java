package dev.millrace.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngressTest {

    private static BrokerHouse house;

    private final String id = UUID.randomUUID().toString();
    private final Map<String, String> valid =
            Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/test", "ce-type", "test");

    @BeforeAll
    static void open() throws Exception {
        house = BrokerHouse.withManualTime().start();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private Map<String, String> validWith(String header, String value) {
        var headers = new HashMap<>(valid);
        headers.put(header, value);
        return headers;
    }

    @Test
    void acceptsBinaryModeOnlyOnceTheEventIsInTheStore() throws Exception {
        // Given
        var headers = validWith("content-type", "application/json");

        // When
        var answer = house.post(headers, "{\"a\":1}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        var event = house.dossier(id).stored().event();
        assertThat(event.attributes())
                .containsEntry("source", "/test")
                .containsEntry("type", "test")
                .containsEntry("datacontenttype", "application/json");
        assertThat(event.data().toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void acceptsStructuredMode() throws Exception {
        // Given
        var json = """
            {"specversion":"1.0","id":"s1","source":"/test","type":"test","tenant":"acme","time":"2026-01-02T03:04:05Z",
             "data":{"a":1.10,"b":12345678901234567890.123}}""";

        // When
        var answer = house.post(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"), json);

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        var event = house.dossier("s1").stored().event();
        assertThat(event.attributes())
                .containsEntry("tenant", "acme")
                .containsEntry("time", "2026-01-02T03:04:05Z")
                .containsEntry("datacontenttype", "application/json");
        assertThat(event.data().toString()).isEqualTo("{\"a\":1.10,\"b\":12345678901234567890.123}");
    }

    @Test
    void acceptsBase64Data() throws Exception {
        // Given
        var json = """
            {"specversion":"1.0","id":"b","source":"/test","type":"test","datacontenttype":"application/octet-stream",
             "data_base64":"AAEC"}""";

        // When
        house.post(Map.of("content-type", "application/cloudevents+json"), json);

        // Then
        assertThat(house.dossier("b").stored().event().data().getBytes()).containsExactly(0, 1, 2);
    }

    @Test
    void acceptsTheSameIdTwiceAsTwoEvents() throws Exception {
        // Given
        house.post(id);

        // When
        var answer = house.post(id);

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(house.broker().events().show(id)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-specversion", "ce-id", "ce-source", "ce-type"})
    void refusesEventWithoutRequiredAttribute(String missing) {
        // Given
        var headers = new HashMap<>(valid);
        headers.remove(missing);

        // When
        var answer = house.post(headers, "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains(missing.substring("ce-".length()) + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3",
        "ce-specversion, 9.0",
        "ce-time, yesterday",
        "ce-source, not a uri",
        "ce-dataschema, relative/path",
        "ce-my_ext, x",
        "ce-data, x",
        "ce-datacontenttype, text/plain",
        "ce-subject, %zz",
        "ce-subject, %C0%A0",
        "ce-subject, %0A",
        "ce-subject, ''",
        "content-type, application/cloudevents+avro",
        "content-type, application/cloudevents-batch+json"
    })
    void refusesBadAttribute(String header, String value) {
        // When
        var answer = house.post(validWith(header, value), "[]");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"BAD_name\":\"x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"x\":\"\\ud800\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"x\":{\"deep\":1}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"} {}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"*\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"}"
            })
    void refusesMalformedJson(String json) {
        // When
        var answer = house.post(Map.of("content-type", "application/cloudevents+json"), json);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBatch() {
        // When
        var answer = house.post(Map.of("content-type", "application/cloudevents-batch+json"), "[]");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("batch");
    }

    @Test
    void knowsNoOtherPath() {
        // Given
        var elsewhere = URI.create(house.door() + "/more");

        // When
        var answer = house.send(HttpRequest.newBuilder(elsewhere).POST(BodyPublishers.noBody()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoOtherMethod() {
        // When
        var answer = house.send(HttpRequest.newBuilder(house.door()).PUT(BodyPublishers.noBody()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST, OPTIONS");
    }

    @Test
    void answersTheWebhookHandshake() {
        // Given
        var request = HttpRequest.newBuilder(house.door())
                .method("OPTIONS", BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "eventemitter.example.com");

        // When
        var answer = house.send(request);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("allow")).contains("POST, OPTIONS");
        assertThat(answer.headers().firstValue("webhook-allowed-origin")).contains("eventemitter.example.com");
        assertThat(answer.headers().firstValue("webhook-allowed-rate")).contains("*");
    }

    @Test
    void takesAnEventOf64KiBAndNotOneByteMore() {
        // Given
        int attributes = ("specversion1.0id" + id + "source/testtypetest").length();
        var fits = "x".repeat(64 * 1024 - attributes);

        // When
        var fitting = house.post(valid, fits);
        var tooLarge = house.post(valid, fits + "x");

        // Then
        assertThat(fitting.statusCode()).isEqualTo(202);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void stopsReadingABodyThatIsFarTooLarge() {
        // When
        var answer = house.post(valid, "x".repeat(200_000));

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void takesTheTraceOfTheRequestWhenTheEventHasNone() throws Exception {
        // Given
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        // When
        house.post(validWith("traceparent", trace), "");

        // Then
        assertThat(house.dossier(id).stored().event().attribute("traceparent")).isEqualTo(trace);
    }

    @Test
    void prefersTheTraceOfTheEvent() throws Exception {
        // Given
        var headers = validWith("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        headers.put("ce-traceparent", "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-00f067aa0ba902b7-01");

        // When
        house.post(headers, "");

        // Then
        assertThat(house.dossier(id).stored().event().traceId()).isEqualTo("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    }

    @Test
    void takesAttributesTooLongForAnIndex() throws Exception {
        // Given
        var longId = "i".repeat(10_000);

        // When
        var answer = house.post(
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        longId,
                        "ce-source",
                        "/s",
                        "ce-type",
                        "t",
                        "ce-correlationid",
                        longId),
                "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(house.dossier(longId).stored().event().id()).isEqualTo(longId);
    }
}
