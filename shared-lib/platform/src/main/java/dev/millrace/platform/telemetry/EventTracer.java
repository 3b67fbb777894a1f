package dev.millrace.platform.telemetry;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;

/** Starts a span for each event, as the child of the one whose {@code traceparent} the event carries. */
@Singleton
public class EventTracer {

    private final Tracer tracer;

    EventTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Names follow OpenTelemetry's semantic conventions for CloudEvents and messaging. */
    public EventSpan start(String function, CloudEvent event) {
        SpanBuilder span = tracer.spanBuilder(function + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("cloudevents.event_id", event.getId())
                .setAttribute("cloudevents.event_source", event.getSource().toString())
                .setAttribute("cloudevents.event_type", event.getType());
        Object parent = event.getExtension("traceparent");
        TraceParent.read(parent)
                .ifPresent(context -> span.setParent(Context.root().with(Span.wrap(context))));
        for (String key : new String[] {"tenant", "correlationid", "instanceid"}) {
            Object value = event.getExtension(key);
            if (value != null) {
                span.setAttribute("millrace." + key, value.toString());
            }
        }
        return new EventSpan(span.startSpan(), event, parent == null ? null : parent.toString());
    }

    /** Gives an event the trace of the request that is being served, unless it has one. */
    public CloudEvent traced(CloudEvent event) {
        Span current = Span.current();
        if (event.getExtension("traceparent") != null
                || !current.getSpanContext().isValid()) {
            return event;
        }
        return CloudEventBuilder.v1(event)
                .withExtension("traceparent", TraceParent.write(current.getSpanContext()))
                .build();
    }
}
