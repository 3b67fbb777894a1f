package dev.millrace.modeldispatch.call;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import dev.millrace.modeldispatch.guard.Checked;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.upstream.Prompt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call with what is known about it once it may be made.
 *
 * @param digest to keep the answer under; null when it is not to be kept
 */
record Visit(
        Call call,
        Checked.Passed passed,
        Decision.Chosen chosen,
        Tariff tariff,
        @Nullable Digest digest) {

    /** What the models are asked. */
    Prompt prompt() {
        boolean generates = call.operation() == Operation.CHAT || call.operation() == Operation.RESPONSES;
        return new Prompt(
                call.operation(),
                passed.request(),
                call.stream() && !judgedWhole(),
                generates ? chosen.alias().maxOutputTokens() : 0);
    }

    /** After which time a second model is asked; null when one is enough, or an answer leaves something behind there. */
    @Nullable
    Duration hedge() {
        boolean keeps = call.operation() == Operation.RESPONSES
                || call.request().path("store").asBoolean();
        return keeps || chosen.order().size() < 2 ? null : chosen.alias().hedge();
    }

    /** What may be withheld must be known whole before its first word is shown. */
    private boolean judgedWhole() {
        ModelRules rules = call.rules();
        Action moderation = rules.action(Guardrail.MODERATION);
        return call.operation() == Operation.CHAT
                && (moderation == Action.BLOCK
                        || moderation == Action.REDACT
                        || rules.action(Guardrail.SECRETS) == Action.BLOCK
                        || rules.action(Guardrail.PII) == Action.BLOCK);
    }
}
