package dev.millrace.modeldispatch.guard;

import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;

/**
 * What a guardrail found, without the text itself.
 *
 * @param kind such as {@code email} or {@code iban}
 */
public record Finding(Guardrail guardrail, String kind, int count, Action action) {}
