package dev.millrace.platform.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.PlatformDatabase;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** An environment that names no collector. What one that does looks like is in {@link TraceExportTest}. */
@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class SilentTelemetryTest {

    @Inject
    @SuppressWarnings("NullAway.Init") // set before each test
    LateBoundSpanProcessor exporter;

    @Test
    void spansOfAnEventGoToNoExporterSoThatNobodyIsConnectedTo() {
        // When
        given().contentType("application/json")
                .header("ce-id", "e-silent")
                .header("ce-source", "/test")
                .header("ce-type", "dev.millrace.ticket.opened.v1")
                .header("ce-specversion", "1.0")
                .header("ce-tenant", "acme")
                .header("ce-traceparent", "00-7d3c1a5be0f94d6fa2b8c4e19f605d28-00f067aa0ba902b7-01")
                .body("""
                    {"ticket":{"host":"ado","project":"shop","id":"7"},"title":"Add a flag","asks":"by-tag"}""")
                .post("/")
                .then()
                .statusCode(200);

        // Then
        assertThat(exporter.isDelegateNull()).isTrue();
    }
}
