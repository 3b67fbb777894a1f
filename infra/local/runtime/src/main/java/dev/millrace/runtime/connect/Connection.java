package dev.millrace.runtime.connect;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's host whose hooks come here.
 *
 * @param host name of the host binding
 * @param hook name of the subscription
 * @param url null for the host's usual one
 * @param token name of the secret with the account's token
 * @param secret where the hook's secret lies
 * @param publicUrl where the host posts to; null when it is asked instead
 */
public record Connection(
        TenantId tenant,
        String host,
        String hook,
        HookKind kind,
        @Nullable URI url,
        List<String> projects,
        String token,
        HookSecret secret,
        @Nullable URI publicUrl) {

    public Connection {
        projects = List.copyOf(projects);
    }

    /** Name and key in the store of secrets. */
    public record HookSecret(String name, String key) {}

    /** Unique in a data directory. */
    public String name() {
        return name(tenant, host);
    }

    static String name(TenantId tenant, String host) {
        return tenant + "-" + host;
    }

    /** What an adapter needs to speak to the host. */
    public HostBinding binding() {
        return new HostBinding(host, kind, url, projects, token, Map.of());
    }

    /** Path of the hook's door. */
    public String door() {
        return "/hooks/" + tenant + "/" + hook;
    }

    Connection postedTo(@Nullable URI base) {
        return new Connection(tenant, host, hook, kind, url, projects, token, secret, base);
    }
}
