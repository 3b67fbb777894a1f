package dev.millrace.runtime.broker.filter;

import dev.millrace.runtime.broker.event.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.sql.Expression;
import io.cloudevents.sql.ParseException;
import io.cloudevents.sql.Parser;

/** A CloudEvents SQL expression. An evaluation error, such as a missing attribute, means no match. */
final class CesqlFilter implements EventFilter {

    private final Expression expression;

    private CesqlFilter(Expression expression) {
        this.expression = expression;
    }

    static CesqlFilter compile(String field, String expression) {
        try {
            return new CesqlFilter(Parser.parseDefault(expression));
        } catch (ParseException e) {
            throw new IllegalArgumentException(field + ": '" + expression + "' is no CESQL: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean matches(Event event) {
        try {
            return switch (expression.tryEvaluate(toCloudEvent(event))) {
                case Boolean value -> value;
                case Integer value -> value != 0;
                case String value -> value.equalsIgnoreCase("true");
                default -> false;
            };
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static CloudEvent toCloudEvent(Event event) {
        var builder = CloudEventBuilder.v1();
        event.attributes().forEach((name, value) -> {
            if (!name.equals("specversion")) {
                builder.withContextAttribute(name, value);
            }
        });
        return builder.build();
    }
}
