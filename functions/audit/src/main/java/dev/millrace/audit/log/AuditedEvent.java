package dev.millrace.audit.log;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.telemetry.TraceParent;
import dev.millrace.transparency.Hash;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the log keeps of an event: metadata that names a ticket but no person, and a digest of the rest. The subject and
 * the extensions of foreign events may name anybody, so they stay out.
 *
 * @param attributes the metadata, by the names of the leaf
 * @param time null when the event has none
 * @param digest of type and data; with a salt it becomes the leaf's digest
 */
public record AuditedEvent(
        EventKey key,
        SortedMap<String, String> attributes,
        @Nullable Instant time,
        Hash digest) {

    /** Bytes in UTF-8: with source, id and tenant together an index entry still fits its page. */
    private static final int LONGEST = 1000;

    /** RFC 3339 has years of four digits, and PostgreSQL would not take every other. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    public AuditedEvent {
        attributes = Collections.unmodifiableSortedMap(attributes);
    }

    /**
     * Takes what the log keeps out of a delivery.
     *
     * @throws ProblemException 422 when an attribute could not be kept as it is: too long, or with characters that
     *     CloudEvents forbids
     */
    public static AuditedEvent of(Delivery<?> delivery) {
        Event<?> event = delivery.event();
        Event.Context context = event.context();
        SortedMap<String, String> attributes = new TreeMap<>();
        put(attributes, "id", event.id().value());
        put(attributes, "source", event.source().toString());
        put(attributes, "type", event.type());
        put(attributes, "tenant", context.tenant().value());
        put(attributes, "dataclassification", context.classification().wire());
        put(attributes, "correlationid", context.correlationId());
        put(attributes, "instanceid", context.instanceId());
        EventId cause = context.causationId();
        put(attributes, "causationid", cause == null ? null : cause.value());
        put(
                attributes,
                "traceid",
                TraceParent.read(context.traceparent())
                        .map(SpanContext::getTraceId)
                        .orElse(null));
        Instant time = time(event.time());
        put(attributes, "time", time == null ? null : time.toString());
        var key = new EventKey(
                context.tenant().value(), event.source().toString(), event.id().value());
        return new AuditedEvent(key, attributes, time, Hash.of(delivery.digest().bytes()));
    }

    /** The codec reads an event without a time as one of the epoch. */
    private static @Nullable Instant time(Instant time) {
        if (time.equals(Instant.EPOCH)) {
            return null;
        }
        if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME)) {
            throw unfit("time");
        }
        return time;
    }

    private static void put(SortedMap<String, String> attributes, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        boolean printable = value.codePoints().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
        if (utf8.length > LONGEST || !printable) {
            throw unfit(name);
        }
        attributes.put(name, value);
    }

    private static ProblemException unfit(String name) {
        return new ProblemException(Problem.unintelligible("The attribute '" + name + "' cannot be kept: it may have "
                + LONGEST + " bytes and no control characters, and a time has a year of four digits."));
    }
}
