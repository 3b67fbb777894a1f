package dev.millrace.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditedEventTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void takesAttributesUpToAThousandBytes() {
        // Given
        String longest = "é".repeat(500);

        // Then
        assertThat(AuditedEvent.of(delivery(longest, NOON)).attributes()).containsEntry("correlationid", longest);
        assertThatThrownBy(() -> AuditedEvent.of(delivery(longest + "x", NOON)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "\ud800", "a\u0085"})
    void refusesCharactersThatCloudEventsForbids(String text) {
        assertThatThrownBy(() -> AuditedEvent.of(delivery(text, NOON)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'correlationid'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void refusesTimesThatRfc3339CannotWrite(String time) {
        assertThatThrownBy(() -> AuditedEvent.of(delivery("t", Instant.parse(time))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'time'");
    }

    @Test
    void leavesOutWhatTheEventDoesNotHave() {
        // When
        var event = AuditedEvent.of(delivery(null, Instant.EPOCH));

        // Then
        assertThat(event.attributes()).containsOnlyKeys("id", "source", "type", "tenant", "dataclassification");
        assertThat(event.time()).isNull();
    }

    private static Delivery<byte[]> delivery(@Nullable String correlation, Instant time) {
        var context = new Event.Context(
                new TenantId("acme"), correlation, null, null, "no trace", DataClassification.INTERNAL);
        var event = new Event<>(new EventId("1"), URI.create("/x"), "com.example.done", time, context, new byte[0]);
        return new Delivery<>(event, Digest.of(""), "audit");
    }
}
