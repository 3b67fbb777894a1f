package dev.millrace.modeldispatch.guard;

import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what guardrails found. For one thread. */
final class Findings {

    private final ModelRules rules;
    private final Map<Guardrail, Map<String, Integer>> counts = new EnumMap<>(Guardrail.class);

    Findings(ModelRules rules) {
        this.rules = rules;
    }

    void add(Guardrail guardrail, List<Span> spans) {
        spans.forEach(span -> add(guardrail, span.kind(), 1));
    }

    void addTools(List<String> forbidden) {
        if (!forbidden.isEmpty()) {
            add(Guardrail.TOOLS, "tool", forbidden.size());
        }
    }

    private void add(Guardrail guardrail, String kind, int count) {
        counts.computeIfAbsent(guardrail, unseen -> new TreeMap<>()).merge(kind, count, Integer::sum);
    }

    /** Whether something was found that asks for an action. */
    boolean has(Guardrail guardrail, Action action) {
        return counts.containsKey(guardrail) && rules.action(guardrail) == action;
    }

    /** Whether anything was found that asks for an action. */
    boolean ask(Action action) {
        return counts.keySet().stream().anyMatch(guardrail -> rules.action(guardrail) == action);
    }

    List<Finding> list() {
        if (counts.isEmpty()) {
            return List.of();
        }
        return counts.entrySet().stream()
                .flatMap(found -> found.getValue().entrySet().stream()
                        .map(kind -> new Finding(
                                found.getKey(), kind.getKey(), kind.getValue(), rules.action(found.getKey()))))
                .toList();
    }

    /** What to tell who sent it. */
    String sentence(Guardrail guardrail, List<String> forbidden) {
        String kinds =
                String.join(", ", counts.getOrDefault(guardrail, Map.of()).keySet());
        return switch (guardrail) {
            case PII -> "The request holds personal data (" + kinds + "). Remove it and send the request again.";
            case SECRETS -> "The request holds secrets (" + kinds + "). Remove and rotate them.";
            case INJECTION -> "The request holds text that gives the model orders. Remove it, or quote less of it.";
            case TOOLS ->
                "The request offers tools that are not allowed: " + String.join(", ", forbidden)
                        + ". Leave them out, or have them allowed.";
            case MODERATION -> "The request was flagged by moderation.";
        };
    }
}
