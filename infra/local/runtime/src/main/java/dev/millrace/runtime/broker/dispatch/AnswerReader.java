package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.EventReader;
import dev.millrace.runtime.broker.event.Reading;
import dev.millrace.runtime.broker.store.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Judges HTTP answers: knative/specs eventing data plane, "Event Acknowledgement and Delivery Retry"; where it leaves
 * a choice, as Knative's Kafka broker does.
 */
final class AnswerReader {

    private static final int ERROR_DATA_BYTES = 1024;

    private final Clock clock;
    private final int eventLimit;

    AnswerReader(Clock clock, int eventLimit) {
        this.clock = clock;
        this.eventLimit = eventLimit;
    }

    Answer read(int status, MultiMap headers, Buffer body) {
        if (status >= 200 && status < 300) {
            return success(status, headers, body);
        }
        var why = failure(status, "the subscriber answered " + status, body);
        return switch (status) {
            case 404, 408, 409 -> new Answer.Failed(why, null);
            case 429, 503 -> new Answer.Failed(why, retryAfter(headers.get("retry-after")));
            default -> status >= 500 ? new Answer.Failed(why, null) : new Answer.Refused(why);
        };
    }

    private Answer success(int status, MultiMap headers, Buffer body) {
        if (status == 202) {
            return new Answer.Taken(status, null);
        }
        if (!EventReader.claimsEvent(headers)) {
            return body.length() == 0
                    ? new Answer.Taken(status, null)
                    : invalid(status, "the reply is no CloudEvent", body);
        }
        if (body.length() > eventLimit) {
            return tooLarge(status, body);
        }
        return switch (EventReader.read(headers, body)) {
            case Reading.Read(var event) when event.size() > eventLimit -> tooLarge(status, body);
            case Reading.Read(var event) -> new Answer.Taken(status, event);
            case Reading.Refused(var reason) -> invalid(status, "the reply is no valid CloudEvent: " + reason, body);
        };
    }

    private Answer tooLarge(int status, Buffer body) {
        return invalid(status, "the reply is larger than " + eventLimit + " bytes", body);
    }

    private static Answer invalid(int status, String reason, Buffer body) {
        return new Answer.InvalidReply(status, failure(status, reason, body));
    }

    private static Failure failure(int status, String reason, Buffer body) {
        byte[] start = body.getBytes(0, Math.min(body.length(), ERROR_DATA_BYTES));
        return new Failure(status, reason, Base64.getEncoder().encodeToString(start));
    }

    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return Character.isDigit(header.charAt(0))
                    ? Duration.ofSeconds(Integer.parseInt(header))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (NumberFormatException | DateTimeException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }
}
