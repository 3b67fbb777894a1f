package dev.millrace.modeldispatch.api;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.tenancy.Tenants;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose key it is. The digests of all tenants' keys are indexed anew when the registry has changed. */
@Singleton
class Keys {

    private static final String BEARER = "Bearer ";

    private final Tenants tenants;
    private final Clock clock;
    private volatile Index index = new Index(List.of(), Map.of());

    Keys(Tenants tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A known key with its tenant. */
    record Holder(Tenant tenant, ApiKey key) {}

    private record Index(List<Tenant> of, Map<Digest, Holder> holders) {

        static Index over(List<Tenant> tenants) {
            var holders = new HashMap<Digest, Holder>();
            for (Tenant tenant : tenants) {
                for (ApiKey key : tenant.keys()) {
                    for (Secret secret : key.secrets()) {
                        holders.put(secret.sha256(), new Holder(tenant, key));
                    }
                }
            }
            return new Index(tenants, Map.copyOf(holders));
        }
    }

    /**
     * Finds a digest in a hash table, whose timing tells nothing that helps to guess a secret of 128 random bits.
     *
     * @param authorization the header (RFC 6750, section 2.1); null when there is none
     * @return empty for a key that is unknown or has expired
     */
    Optional<Holder> find(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        Digest presented = Digest.of(authorization.substring(BEARER.length()).strip());
        return tenants.insist(() -> Optional.ofNullable(current().holders().get(presented))
                .filter(holder -> holder.key().accepts(presented, clock.instant())));
    }

    @SuppressWarnings("ReferenceEquality") // the registry gives the same list as long as it is the same
    private Index current() {
        List<Tenant> all = tenants.all();
        Index known = index;
        if (known.of() != all) {
            known = Index.over(all);
            index = known;
        }
        return known;
    }
}
