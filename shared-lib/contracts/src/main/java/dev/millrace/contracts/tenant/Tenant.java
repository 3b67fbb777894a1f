package dev.millrace.contracts.tenant;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's entry in the registry.
 *
 * @param classification of the tenant's data when an event says nothing else; {@code internal} when unset
 * @param docs whether merges are followed by a pull request with their documentation; true when unset
 */
public record Tenant(
        TenantId id,
        String name,
        DataClassification classification,
        List<HostBinding> hosts,
        TicketRules tickets,
        List<HookSubscription> hooks,
        Boolean docs) {

    public Tenant {
        Objects.requireNonNull(id, "id must be set");
        name = name == null ? id.value() : name;
        classification = classification == null ? DataClassification.INTERNAL : classification;
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        tickets = tickets == null ? TicketRules.DEFAULT : tickets;
        hooks = hooks == null ? List.of() : List.copyOf(hooks);
        docs = docs == null ? Boolean.TRUE : docs;
        requireUnique(hosts.stream().map(HostBinding::name).toList(), "hosts");
        requireUnique(hooks.stream().map(HookSubscription::name).toList(), "hooks");
        for (HookSubscription hook : hooks) {
            if (hook.host() != null
                    && hosts.stream().noneMatch(host -> host.name().equals(hook.host()))) {
                throw new IllegalArgumentException(
                        "hook '" + hook.name() + "' names the host '" + hook.host() + "', which hosts does not list");
            }
        }
    }

    /** The same entry with other hosts and hooks. */
    public Tenant with(List<HostBinding> otherHosts, List<HookSubscription> otherHooks) {
        return new Tenant(id, name, classification, otherHosts, tickets, otherHooks, docs);
    }

    public Optional<HookSubscription> hook(String subscription) {
        return hooks.stream().filter(hook -> hook.name().equals(subscription)).findFirst();
    }

    public Optional<HostBinding> host(@Nullable String host) {
        return hosts.stream().filter(binding -> binding.name().equals(host)).findFirst();
    }

    private static void requireUnique(List<String> names, String field) {
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(field + " must have different names, unlike " + names);
        }
    }
}
