package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.guard.Finding;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Upstream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer's headers say about its way. */
final class Headers {

    static final String ROUTE = "Millrace-Route";
    static final String GUARDRAILS = "Millrace-Guardrails";
    static final String CACHE = "Millrace-Cache";

    private Headers() {}

    /**
     * Such as {@code upstream=a; reason="weight 90/100"; excluded="b:classification"}.
     *
     * @param upstream that answered; null when none did
     * @param hedge that was asked beside the first; null when none was
     */
    static String route(Decision.Chosen chosen, @Nullable Upstream upstream, @Nullable Upstream hedge) {
        var route = new StringBuilder("upstream=")
                .append(upstream == null ? "none" : upstream.name())
                .append("; reason=\"")
                .append(chosen.reason())
                .append('"');
        Upstream first = chosen.order().getFirst();
        if (!first.equals(upstream)) {
            route.append("; instead-of=").append(first.name());
        }
        if (hedge != null) {
            route.append("; hedged-with=").append(hedge.name());
        }
        if (!chosen.excluded().isEmpty()) {
            route.append("; excluded=\"")
                    .append(Decision.written(chosen.excluded()))
                    .append('"');
        }
        return route.toString();
    }

    /** Such as {@code pii/email;count=2;action=redact}. */
    static Optional<String> guardrails(List<Finding> findings) {
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(findings.stream()
                        .map(finding -> wire(finding.guardrail()) + "/" + finding.kind() + ";count=" + finding.count()
                                + ";action=" + wire(finding.action()))
                        .collect(Collectors.joining(", ")));
    }

    private static String wire(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
