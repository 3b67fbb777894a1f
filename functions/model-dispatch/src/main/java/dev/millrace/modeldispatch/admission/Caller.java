package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made.
 *
 * @param key that it was made with; null for one that came as an event
 * @param function that asks, {@code model-dispatch} for calls from outside
 * @param correlationId the ticket; null when the call belongs to none
 * @param instanceId the workflow; null outside one
 * @param classification of what the call carries
 */
public record Caller(
        Tenant tenant,
        @Nullable ApiKey key,
        String function,
        @Nullable String correlationId,
        @Nullable String instanceId,
        DataClassification classification) {

    public @Nullable String project() {
        return key == null ? null : key.project();
    }

    public @Nullable String keyName() {
        return key == null ? null : key.name();
    }
}
