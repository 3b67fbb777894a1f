package dev.millrace.runtime.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.delivery} of a Broker or a Trigger.
 *
 * @param retry how often a failed delivery is repeated, 0 to 100
 * @param backoffDelay base of the backoff
 * @param timeout how long one attempt may take
 * @param deadLetterSink where an event goes that could not be delivered
 */
public record DeliveryManifest(
        @Nullable Integer retry,
        @Nullable BackoffPolicy backoffPolicy,

        @JsonDeserialize(using = IsoDuration.class) @Nullable
        Duration backoffDelay,

        @JsonDeserialize(using = IsoDuration.class) @Nullable
        Duration timeout,

        @Nullable Destination deadLetterSink) {

    private static final int MOST_RETRIES = 100;

    public DeliveryManifest {
        if (retry != null && (retry < 0 || retry > MOST_RETRIES)) {
            throw new IllegalArgumentException("retry must be from 0 to " + MOST_RETRIES + ", not " + retry);
        }
        requirePositive("backoffDelay", backoffDelay);
        requirePositive("timeout", timeout);
    }

    /** A delivery that leaves everything to the Broker. */
    public static DeliveryManifest unset() {
        return new DeliveryManifest(null, null, null, null, null);
    }

    /** These fields, and the other's where one is missing here. */
    public DeliveryManifest orElse(DeliveryManifest other) {
        return new DeliveryManifest(
                retry == null ? other.retry : retry,
                backoffPolicy == null ? other.backoffPolicy : backoffPolicy,
                backoffDelay == null ? other.backoffDelay : backoffDelay,
                timeout == null ? other.timeout : timeout,
                deadLetterSink == null ? other.deadLetterSink : deadLetterSink);
    }

    private static void requirePositive(String field, @Nullable Duration duration) {
        if (duration != null && !duration.isPositive()) {
            throw new IllegalArgumentException(field + " must be longer than zero, not " + duration);
        }
    }

    /** How the delay grows from one retry to the next. */
    public enum BackoffPolicy {
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("exponential")
        EXPONENTIAL
    }

    /** Where events go: a Knative Service, or an address. */
    public record Destination(
            @Nullable Reference ref, @Nullable URI uri) {

        public Destination {
            if ((ref == null) == (uri == null)) {
                throw new IllegalArgumentException("name the destination by either ref or uri");
            }
        }
    }

    /** Names a Knative Service. */
    public record Reference(
            String apiVersion,
            String kind,
            String name,
            @Nullable String namespace) {

        public Reference {
            if (!"serving.knative.dev/v1".equals(apiVersion) || !"Service".equals(kind)) {
                throw new IllegalArgumentException(
                        "ref must name a serving.knative.dev/v1 Service, not a " + apiVersion + " " + kind);
            }
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException("ref.name must be set");
            }
        }
    }

    /** ISO 8601, as Knative writes it: {@code PT0.2S}. */
    static final class IsoDuration extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        IsoDuration() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                return (Duration) context.handleWeirdStringValue(
                        Duration.class, text, "write an ISO 8601 duration such as PT0.2S");
            }
        }
    }
}
