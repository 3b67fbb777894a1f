package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a span says of a call: OpenTelemetry's attributes for generative AI, and nothing of what was said. */
@QuarkusTest
class TelemetryTest extends DispatchFixture {

    private static final String NAME = "chat default";

    @Inject
    RecordedSpans spans;

    @BeforeEach
    void forget() {
        spans.forget();
    }

    @Test
    void saysWhoWasAskedWhoAnsweredAndWhatItCost() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        ask("default", "Hi");

        // Then
        SpanData span = only();
        assertThat(text(span, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(span, "gen_ai.provider.name")).isEqualTo("openai");
        assertThat(text(span, "gen_ai.request.model")).isEqualTo("default");
        assertThat(text(span, "gen_ai.response.model")).isEqualTo("far");
        assertThat(text(span, "gen_ai.response.id")).isEqualTo("x");
        assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("stop");
        assertThat(number(span, "gen_ai.usage.input_tokens")).isEqualTo(10);
        assertThat(number(span, "gen_ai.usage.output_tokens")).isEqualTo(4);
        assertThat(number(span, "millrace.cost.nanos"))
                .isEqualTo(spending("model-a", 10, 2, 4).nanos());
        assertThat(text(span, "millrace.tenant")).isEqualTo("acme");
        assertThat(text(span, "millrace.route")).contains("upstream=a");
    }

    @Test
    void countsAStreamWhenItEnds() {
        // Given
        upstream.stream("a", delta("Hello"), FINISH, COUNTS, "[DONE]");

        // When
        stream(question("default", "Hi", ",\"stream\":true"));

        // Then
        SpanData span = only();
        assertThat(number(span, "gen_ai.usage.input_tokens")).isEqualTo(9);
        assertThat(number(span, "gen_ai.usage.output_tokens")).isEqualTo(3);
    }

    @Test
    void saysWhatWentWrong() {
        // Given
        upstream.answer("a", 400, "{\"error\":{\"message\":\"pear\",\"code\":\"bad_shape\"}}");

        // When
        ask("default", "apple");

        // Then
        SpanData span = only();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(span, "error.type")).isEqualTo("bad_shape");
    }

    @Test
    void holdsNothingOfWhatWasSaid() {
        // Given
        upstream.answer("a", 200, HELLO.replace("Hello there", "pear of the answer"));
        upstream.stream("c", delta("pear of the stream"), FINISH, COUNTS, "[DONE]");

        // When
        ask("default", "apple of the prompt");
        stream(question("lonely", "apple of the prompt", ",\"stream\":true"));

        // Then
        await().until(() ->
                spans.named(NAME).size() == 1 && spans.named("chat lonely").size() == 1);
        assertThat(spans.all()).isNotEmpty().allSatisfy(span -> {
            String written = span.getName() + span.getAttributes() + span.getEvents() + span.getStatus();
            assertThat(written).doesNotContain("apple", "pear", KEY);
        });
    }

    private SpanData only() {
        await().until(() -> spans.named(NAME).size() == 1);
        List<SpanData> found = spans.named(NAME);
        return found.getFirst();
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }

    private static long number(SpanData span, String key) {
        Long number = span.getAttributes().get(AttributeKey.longKey(key));
        return number == null ? -1 : number;
    }
}
