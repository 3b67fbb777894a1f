package dev.millrace.platform.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} of W3C Trace Context, section 3.2, which events carry as an extension attribute. */
public final class TraceParent {

    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceParent() {}

    static String write(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }

    /** What does not fit the form is no trace; it is not an error. */
    public static Optional<SpanContext> read(@Nullable Object text) {
        Matcher match = FORM.matcher(String.valueOf(text));
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(SpanContext.createFromRemoteParent(
                        match.group(1), match.group(2), TraceFlags.fromHex(match.group(3), 0), TraceState.getDefault()))
                .filter(SpanContext::isValid);
    }
}
