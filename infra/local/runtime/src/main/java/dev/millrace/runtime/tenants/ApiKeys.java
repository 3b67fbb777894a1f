package dev.millrace.runtime.tenants;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.contracts.tenant.Scope;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API keys in the registry. An entry holds digests alone; a key's text is told once. */
public final class ApiKeys {

    /** Tells people and scanners of secrets what it is. */
    private static final String PREFIX = "mlr_";

    private final TenantFiles files;

    public ApiKeys(TenantFiles files) {
        this.files = files;
    }

    /**
     * What a new key shall be.
     *
     * @param expires null for never
     */
    public record Wanted(
            String name,
            @Nullable String project,
            List<Scope> scopes,
            List<String> models,
            Limits limits,
            @Nullable Instant expires) {}

    /** A key with its text, which is written nowhere. */
    public record Issued(ApiKey key, String text) {}

    /** @throws TenantFileException when there is no such tenant, or the key exists */
    public Issued add(TenantId id, Wanted wanted) {
        Tenant tenant = files.get(id);
        if (tenant.key(wanted.name()).isPresent()) {
            throw new TenantFileException("The tenant '" + id + "' has a key '" + wanted.name()
                    + "'. Replace it with: millrace key rotate " + id + " " + wanted.name());
        }
        String text = PREFIX + files.newSecret();
        var key = new ApiKey(
                wanted.name(),
                List.of(new Secret(Digest.of(text), wanted.expires())),
                wanted.project(),
                wanted.scopes(),
                wanted.models(),
                wanted.limits());
        files.save(tenant.withKeys(
                Stream.concat(tenant.keys().stream(), Stream.of(key)).toList()));
        return new Issued(key, text);
    }

    /**
     * Gives a key a new text.
     *
     * @param until when the old ones expire
     * @throws TenantFileException when there is no such tenant or key
     */
    public Issued rotate(TenantId id, String name, Instant until) {
        Tenant tenant = files.get(id);
        ApiKey old = key(tenant, name);
        String text = PREFIX + files.newSecret();
        List<Secret> secrets = new ArrayList<>(
                old.secrets().stream().map(secret -> secret.until(until)).toList());
        secrets.add(new Secret(Digest.of(text), null));
        var fresh = new ApiKey(old.name(), secrets, old.project(), old.scopes(), old.models(), old.limits());
        files.save(tenant.withKeys(
                tenant.keys().stream().map(key -> key.equals(old) ? fresh : key).toList()));
        return new Issued(fresh, text);
    }

    /** @throws TenantFileException when there is no such tenant or key */
    public void remove(TenantId id, String name) {
        Tenant tenant = files.get(id);
        ApiKey gone = key(tenant, name);
        files.save(tenant.withKeys(
                tenant.keys().stream().filter(key -> !key.equals(gone)).toList()));
    }

    private static ApiKey key(Tenant tenant, String name) {
        return tenant.key(name)
                .orElseThrow(() ->
                        new TenantFileException("The tenant '" + tenant.id() + "' has no key '" + name + "'. It has: "
                                + tenant.keys().stream().map(ApiKey::name).toList()));
    }
}
