package dev.millrace.runtime.broker.filter;

import dev.millrace.runtime.manifest.TriggerManifest;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compiles the filters of a Trigger as the Knative Trigger specification defines them. */
public final class TriggerFilter {

    private TriggerFilter() {}

    /**
     * Compiles them all.
     *
     * @throws IllegalArgumentException when a CESQL expression cannot be parsed; the message names the field
     */
    public static EventFilter compile(TriggerManifest.Spec spec) {
        if (!spec.filters().isEmpty()) {
            return all(compileEach("filters", spec.filters()));
        }
        return spec.filter() == null
                ? EventFilter.EVERYTHING
                : attributes(spec.filter().attributes());
    }

    private static EventFilter attributes(Map<String, String> attributes) {
        // An empty value stands for any; the Kafka broker does not even ask that the attribute is there.
        return all(attributes.entrySet().stream()
                .filter(attribute -> !attribute.getValue().isEmpty())
                .map(attribute -> attribute(attribute.getKey(), attribute.getValue(), String::equals))
                .toList());
    }

    private static List<EventFilter> compileEach(String field, List<TriggerManifest.Filter> filters) {
        return IntStream.range(0, filters.size())
                .mapToObj(i -> compile(field + "[" + i + "]", filters.get(i)))
                .toList();
    }

    private static EventFilter compile(String field, TriggerManifest.Filter filter) {
        if (filter.all() != null) {
            return all(compileEach(field + ".all", filter.all()));
        }
        if (filter.any() != null) {
            var any = compileEach(field + ".any", filter.any());
            return event -> any.stream().anyMatch(one -> one.matches(event));
        }
        if (filter.not() != null) {
            var negated = compile(field + ".not", filter.not());
            return event -> !negated.matches(event);
        }
        if (filter.cesql() != null) {
            return CesqlFilter.compile(field + ".cesql", filter.cesql());
        }
        if (filter.exact() != null) {
            return attributes(filter.exact(), String::equals);
        }
        return filter.prefix() != null
                ? attributes(filter.prefix(), String::startsWith)
                : attributes(filter.suffix(), String::endsWith);
    }

    private static EventFilter attributes(
            @Nullable Map<String, String> attributes, BiPredicate<String, String> dialect) {
        return attributes == null
                ? EventFilter.EVERYTHING
                : all(attributes.entrySet().stream()
                        .map(attribute -> attribute(attribute.getKey(), attribute.getValue(), dialect))
                        .toList());
    }

    private static EventFilter attribute(String name, String expected, BiPredicate<String, String> dialect) {
        return event -> {
            String value = event.attribute(name);
            return value != null && dialect.test(value, expected);
        };
    }

    private static EventFilter all(List<EventFilter> filters) {
        return switch (filters.size()) {
            case 0 -> EventFilter.EVERYTHING;
            case 1 -> filters.getFirst();
            default -> event -> filters.stream().allMatch(one -> one.matches(event));
        };
    }
}
