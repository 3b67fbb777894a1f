package dev.millrace.platform.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.PlatformDatabase;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
@QuarkusTestResource(value = OtlpReceiver.class, restrictToAnnotatedClass = true)
class TraceExportTest {

    private static final String TRACE = "7d3c1a5be0f94d6fa2b8c4e19f605d27";

    @SuppressWarnings("NullAway.Init") // set by the test resource
    OtlpReceiver collector;

    @Inject
    @SuppressWarnings("NullAway.Init") // set before each test
    LateBoundSpanProcessor exporter;

    @Test
    void spansOfAnEventArriveUnderItsTraceWhereTheEnvironmentNamesACollector() {
        // When
        given().contentType("application/json")
                .header("ce-id", "e-1")
                .header("ce-source", "/test")
                .header("ce-type", "dev.millrace.ticket.opened.v1")
                .header("ce-specversion", "1.0")
                .header("ce-tenant", "acme")
                .header("ce-traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body("""
                    {"ticket":{"host":"ado","project":"shop","id":"7"},"title":"Add a flag","asks":"by-tag"}""")
                .post("/")
                .then()
                .statusCode(200);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(collector.requests())
                        .anySatisfy(request -> assertThat(request).contains(TRACE)));
        assertThat(exporter.isDelegateNull())
                .as("what is missing without a collector")
                .isFalse();
    }
}
