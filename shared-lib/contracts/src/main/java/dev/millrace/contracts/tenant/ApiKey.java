package dev.millrace.contracts.tenant;

import dev.millrace.contracts.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody calls the platform's HTTP functions with.
 *
 * @param name what the ledger shows; unique in the tenant
 * @param secrets several while one is being replaced
 * @param project that its calls belong to; null for none
 * @param scopes what it may do; models alone when unset
 * @param models aliases that it may ask for; any when empty
 * @param limits on top of the tenant's own
 */
public record ApiKey(
        String name,
        List<Secret> secrets,
        @Nullable String project,
        List<Scope> scopes,
        List<String> models,
        Limits limits) {

    public ApiKey {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
        }
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("key '" + name + "' needs at least one secret");
        }
        scopes = scopes == null || scopes.isEmpty() ? List.of(Scope.MODELS) : List.copyOf(scopes);
        models = models == null ? List.of() : List.copyOf(models);
        limits = limits == null ? Limits.NONE : limits;
    }

    /** Whether a digest of one of its secrets is this one, and that secret has not expired. */
    public boolean accepts(Digest presented, Instant now) {
        return secrets.stream()
                .anyMatch(secret -> secret.isValid(now) && secret.sha256().matches(presented));
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean allowsModel(String alias) {
        return models.isEmpty() || models.contains(alias);
    }
}
