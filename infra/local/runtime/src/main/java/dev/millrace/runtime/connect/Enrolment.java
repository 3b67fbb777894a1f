package dev.millrace.runtime.connect;

import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.connect.Connection.HookSecret;
import dev.millrace.runtime.secrets.SecretStore;
import dev.millrace.runtime.tenants.TenantFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a connection: secrets, registry entry, description. Twice changes nothing; broken off, it is completed by
 * the next time.
 */
public final class Enrolment {

    /** As pr-writer's manifest mounts it. */
    private static final String TOKENS = "host-tokens";

    /** As hook-validation's manifest mounts it. */
    private static final String SIGNING_SECRETS = "hook-secrets";

    /** Those of which the registry holds digests alone. */
    private static final String POLLING_SECRETS = "connections";

    private final TenantFiles registry;
    private final SecretStore secrets;
    private final Connections connections;
    private final InstantSource clock;

    public Enrolment(TenantFiles registry, SecretStore secrets, Connections connections, InstantSource clock) {
        this.registry = registry;
        this.secrets = secrets;
        this.connections = connections;
        this.clock = clock;
    }

    /** @param changed whether the entry's file is another one than before */
    public record Enrolled(Connection connection, Path entry, boolean changed) {}

    /** @throws IllegalArgumentException when the wish does not fit what is there */
    public Enrolled enrol(Wish wish, String token) {
        @Nullable Tenant before = registry.find(wish.tenant()).orElse(null);
        HostBinding binding = RegistryEntry.binding(before, wish);
        String tokenName = binding.token() == null ? wish.name() : binding.token();
        var connection = connection(wish, binding, tokenName, hookSecret(before, wish));
        String secret = secret(connection);
        Tenant entry = RegistryEntry.with(before, wish, secret, clock.instant());
        // The description first: it is what two connections of one name collide on.
        connections.save(connection);
        secrets.put(TOKENS, tokenName, token);
        return new Enrolled(connection, registry.file(wish.tenant()), registry.save(entry));
    }

    private Connection connection(Wish wish, HostBinding binding, String token, HookSecret secret) {
        Optional<Connection> before = connections.find(wish.name());
        return new Connection(
                wish.tenant(),
                wish.host(),
                wish.host(),
                wish.kind(),
                binding.url(),
                RegistryEntry.union(before.map(Connection::projects).orElse(List.of()), wish.projects()),
                token,
                secret,
                before.map(Connection::publicUrl).orElse(null));
    }

    private static HookSecret hookSecret(@Nullable Tenant before, Wish wish) {
        String reference = RegistryEntry.secretRef(before, wish);
        return reference == null
                ? new HookSecret(POLLING_SECRETS, wish.name())
                : new HookSecret(SIGNING_SECRETS, reference);
    }

    /** What the hook proves itself with; made up when it is not there. */
    public String secret(Connection connection) {
        return secrets.get(connection.secret().name(), connection.secret().key());
    }

    /** The token that was given last. */
    public Optional<String> token(Connection connection) {
        return secrets.find(TOKENS, connection.token());
    }

    /** Notes where the host posts by itself; null for nowhere. */
    public Connection posted(Connection connection, @Nullable URI publicUrl) {
        Connection posted = connection.postedTo(publicUrl);
        connections.save(posted);
        return posted;
    }

    /**
     * Forgets a connection and its secrets. The caller holds its lock.
     *
     * @param entry whether the registry is to forget the host, too
     */
    public void forget(Connection connection, boolean entry) {
        if (entry) {
            registry.find(connection.tenant())
                    .ifPresent(tenant -> registry.save(RegistryEntry.without(tenant, connection.host())));
        }
        secrets.remove(TOKENS, connection.token());
        HookSecret secret = connection.secret();
        if (entry || secret.name().equals(POLLING_SECRETS)) {
            secrets.remove(secret.name(), secret.key());
        }
        connections.delete(connection);
    }
}
