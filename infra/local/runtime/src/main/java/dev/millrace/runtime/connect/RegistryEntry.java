package dev.millrace.runtime.connect;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.contracts.tenant.TicketRules;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a tenant's entry becomes. What is so already stays as it is, and so does whatever is not about this host. */
final class RegistryEntry {

    private RegistryEntry() {}

    /**
     * The host's binding after a wish.
     *
     * @param before null for a new tenant
     * @throws IllegalArgumentException when the entry has another host of that name
     */
    static HostBinding binding(@Nullable Tenant before, Wish wish) {
        HostBinding wanted = wish.binding();
        HostBinding known = before == null ? null : before.host(wish.host()).orElse(null);
        if (known == null) {
            return wanted;
        }
        URI url = known.url() == null ? wanted.url() : known.url();
        if (known.kind() != wanted.kind()
                || (wanted.url() != null && !wanted.url().equals(url))) {
            throw new IllegalArgumentException("The tenant '" + wish.tenant() + "' has another host '" + wish.host()
                    + "': give this one a name of its own with --host");
        }
        Map<String, String> repositories = new HashMap<>(known.repositories());
        repositories.putAll(wanted.repositories());
        return new HostBinding(
                known.name(),
                known.kind(),
                url,
                known.projects().isEmpty() ? List.of() : union(known.projects(), wanted.projects()),
                Objects.requireNonNullElse(known.token(), wanted.token()),
                repositories);
    }

    /** The name of the secret that signs, for kinds that need the secret itself; null for others. */
    static @Nullable String secretRef(@Nullable Tenant before, Wish wish) {
        if (wish.kind() != HookKind.GITHUB) {
            return null;
        }
        HookSubscription known =
                before == null ? null : before.hook(wish.host()).orElse(null);
        return known == null || known.secretRef() == null ? wish.name() : known.secretRef();
    }

    /**
     * @param before null for a new tenant
     * @param secret which the hook is to accept
     */
    static Tenant with(@Nullable Tenant before, Wish wish, String secret, Instant now) {
        HostBinding binding = binding(before, wish);
        HookSubscription hook = hook(before, wish, secret, now);
        if (before == null) {
            return Tenant.of(
                    wish.tenant(), wish.tenant().value(), List.of(binding), TicketRules.DEFAULT, List.of(hook));
        }
        return before.with(
                replaced(before.hosts(), binding, HostBinding::name),
                replaced(before.hooks(), hook, HookSubscription::name));
    }

    /** Without a host and the hooks that come from it. */
    static Tenant without(Tenant before, String host) {
        return before.with(
                before.hosts().stream()
                        .filter(each -> !each.name().equals(host))
                        .toList(),
                before.hooks().stream()
                        .filter(each -> !host.equals(each.host()))
                        .toList());
    }

    /** A secret that somebody else holds stays valid beside ours. */
    private static HookSubscription hook(@Nullable Tenant before, Wish wish, String secret, Instant now) {
        String reference = secretRef(before, wish);
        HookSubscription known =
                before == null ? null : before.hook(wish.host()).orElse(null);
        if (known != null && (known.kind() != wish.kind() || !wish.host().equals(known.host()))) {
            throw new IllegalArgumentException("The tenant '" + wish.tenant() + "' has another hook '" + wish.host()
                    + "': give this host a name of its own with --host");
        }
        List<Secret> secrets = new ArrayList<>(known == null ? List.of() : known.secrets());
        if (reference == null && (known == null || !known.accepts(secret, now))) {
            secrets.add(new Secret(Digest.of(secret), null));
        }
        return new HookSubscription(
                wish.host(), wish.kind(), wish.host(), secrets, reference, known == null ? List.of() : known.types());
    }

    static List<String> union(List<String> known, List<String> more) {
        List<String> all = new ArrayList<>(known);
        more.stream()
                .filter(each -> known.stream().noneMatch(each::equalsIgnoreCase))
                .forEach(all::add);
        return all;
    }

    private static <T> List<T> replaced(List<T> all, T fresh, Function<T, String> name) {
        List<T> next = new ArrayList<>(all);
        int at = next.stream().map(name).toList().indexOf(name.apply(fresh));
        if (at < 0) {
            next.add(fresh);
        } else {
            next.set(at, fresh);
        }
        return next;
    }
}
