package dev.millrace.platform.telemetry;

import dev.millrace.contracts.Event;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The work on one event: its span, and the keys of its lines in the log. */
public final class EventSpan {

    private final Span span;
    private final CloudEvent event;
    private final @Nullable String parent;

    EventSpan(Span span, CloudEvent event, @Nullable String parent) {
        this.span = span;
        this.event = event;
        this.parent = parent;
    }

    /** Continues the trace in a reply. Without a tracer the reply keeps the parent of its cause. */
    public <T> Event<T> traced(Event<T> reply) {
        String traceparent = span.getSpanContext().isValid() ? TraceParent.write(span.getSpanContext()) : parent;
        return new Event<>(
                reply.id(),
                reply.source(),
                reply.type(),
                reply.time(),
                reply.context().tracedBy(traceparent),
                reply.data());
    }

    public void end(@Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Runs something that may log, with the keys of the event on each line. */
    public <T> T logged(Supplier<T> work) {
        try {
            put("event", event.getId());
            put("type", event.getType());
            put("tenant", event.getExtension("tenant"));
            put("ticket", event.getExtension("correlationid"));
            put("instance", event.getExtension("instanceid"));
            put("trace", span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null);
            return work.get();
        } finally {
            MDC.clear();
        }
    }

    private static void put(String key, @Nullable Object value) {
        if (value != null) {
            MDC.put(key, value.toString());
        }
    }
}
