package dev.millrace.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's calls of models are treated.
 *
 * @param limits of all its calls together
 * @param regions that its data may be sent to, as the upstreams name theirs; any when empty
 * @param guards what each guardrail does; see {@link #action}
 * @param names of people that count as personal data
 * @param tools that a request may offer to a model; none when empty, any when null
 * @param cache how long an answer is kept for the same request; null for not at all
 */
public record ModelRules(
        Limits limits,
        List<String> regions,
        Map<Guardrail, Action> guards,
        List<String> names,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tools,
        @Nullable Duration cache) {

    public static final ModelRules DEFAULT = new ModelRules(Limits.NONE, List.of(), Map.of(), List.of(), null, null);

    public ModelRules {
        limits = limits == null ? Limits.NONE : limits;
        regions = regions == null ? List.of() : List.copyOf(regions);
        guards = guards == null ? Map.of() : Map.copyOf(guards);
        names = names == null ? List.of() : List.copyOf(names);
        tools = tools == null ? null : List.copyOf(tools);
        if (cache != null && (cache.isNegative() || cache.isZero())) {
            throw new IllegalArgumentException("cache must be a duration above 0, such as PT10M, unlike " + cache);
        }
    }

    /** What a guardrail does: what the tenant says, else its default. */
    public Action action(Guardrail guardrail) {
        return guards.getOrDefault(guardrail, guardrail.usual);
    }

    /** What is looked for in requests and answers. */
    public enum Guardrail {
        /** Personal data: e-mail addresses, phone numbers, IBANs, card numbers, IP addresses, names. */
        @JsonProperty("pii")
        PII(Action.WARN),
        /** Keys, tokens and passwords. */
        @JsonProperty("secrets")
        SECRETS(Action.REDACT),
        /** Text that wants to be obeyed instead of read. */
        @JsonProperty("injection")
        INJECTION(Action.WARN),
        /** Tools beside the allowed ones; redacting takes them out of the request. */
        @JsonProperty("tools")
        TOOLS(Action.BLOCK),
        /** What the moderation model flags in an answer. */
        @JsonProperty("moderation")
        MODERATION(Action.OFF);

        private final Action usual;

        Guardrail(Action usual) {
            this.usual = usual;
        }
    }

    /** What follows from a finding. */
    public enum Action {
        @JsonProperty("off")
        OFF,
        /** The answer's header names it. */
        @JsonProperty("warn")
        WARN,
        @JsonProperty("redact")
        REDACT,
        @JsonProperty("block")
        BLOCK
    }
}
