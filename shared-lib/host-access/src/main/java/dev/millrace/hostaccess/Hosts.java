package dev.millrace.hostaccess;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.tenancy.MountedSecrets;
import dev.millrace.platform.tenancy.Tenants;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The code hosts of the tenants. A new token is taken up with the next command. */
@Singleton
public class Hosts {

    private final Tenants tenants;
    private final MountedSecrets secrets;
    private final CodeHosts codeHosts;
    private final Map<Key, CodeHost> open = new ConcurrentHashMap<>();

    public Hosts(Tenants tenants, MountedSecrets secrets, CodeHosts codeHosts) {
        this.tenants = tenants;
        this.secrets = secrets;
        this.codeHosts = codeHosts;
    }

    private record Key(HostBinding binding, String token) {}

    /**
     * GitHub's and GitLab's hooks name a repository by its whole path twice, tickets by owner and name, which may be the
     * same word.
     *
     * @throws Refused when the tenant's entry does not let us work there
     */
    public CodeHost of(TenantId tenant, RepositoryRef repository) {
        HostBinding binding = binding(tenant, repository.host());
        boolean whole = binding.kind() == HookKind.ADO || repository.name().contains("/");
        return of(
                tenant,
                repository.host(),
                whole ? repository.project() : repository.project() + "/" + repository.name());
    }

    /** @throws Refused when the tenant's entry does not let us work there */
    public CodeHost of(TenantId tenant, TicketRef ticket) {
        return of(tenant, ticket.host(), ticket.project());
    }

    /** @throws Refused when the tenant's entry does not let us work there */
    public CodeHost of(TenantId tenant, String host, String project) {
        return open(serving(tenant, host, project).orElseGet(() -> binding(tenant, host)), project);
    }

    /** A project may have been connected a moment ago. */
    private Optional<HostBinding> serving(TenantId tenant, String host, String project) {
        return tenants.find(
                tenant,
                entry -> entry.host(host).filter(binding -> binding.serves(project) && binding.token() != null));
    }

    public Tenant tenant(TenantId id) {
        return tenants.find(id)
                .orElseThrow(() ->
                        new Refused(HostRefusal.FORBIDDEN, "There is no tenant '" + id + "'; add its registry entry."));
    }

    public HostBinding binding(TenantId tenant, String host) {
        return tenants.find(tenant, entry -> entry.host(host))
                .or(() -> tenant(tenant).host(host))
                .orElseThrow(() -> new Refused(
                        HostRefusal.FORBIDDEN, "The tenant's registry entry has no host '" + host + "'; add it."));
    }

    private CodeHost open(HostBinding binding, String project) {
        if (!binding.serves(project)) {
            throw new Refused(
                    HostRefusal.FORBIDDEN,
                    "The tenant's registry entry does not list the project '" + project + "' of host '" + binding.name()
                            + "'; add it.");
        }
        String name = binding.token();
        if (name == null) {
            throw new Refused(
                    HostRefusal.FORBIDDEN,
                    "The tenant's registry entry names no token for host '" + binding.name() + "'; add it.");
        }
        String token = secrets.find(name)
                .orElseThrow(() -> new Refused(
                        HostRefusal.FORBIDDEN,
                        "The secret '" + name + "' of host '" + binding.name() + "' is not mounted; mount it."));
        return open.computeIfAbsent(
                new Key(binding, token), key -> codeHosts.open(binding, CodeHosts.token(binding.kind(), token)));
    }
}
