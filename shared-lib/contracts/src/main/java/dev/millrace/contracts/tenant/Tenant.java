package dev.millrace.contracts.tenant;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's entry in the registry.
 *
 * @param classification of the tenant's data when an event says nothing else; {@code internal} when unset
 * @param docs whether merges are followed by a pull request with their documentation; true when unset
 * @param budgets one of them at most without project and key; see {@link #budgetsOr}
 */
public record Tenant(
        TenantId id,
        String name,
        DataClassification classification,
        List<HostBinding> hosts,
        TicketRules tickets,
        List<HookSubscription> hooks,
        Boolean docs,
        List<ApiKey> keys,
        List<Budget> budgets,
        ModelRules models) {

    /** Name of the tenant's own budget where nobody gave it another. */
    private static final String OWN_BUDGET = "tenant";

    public Tenant {
        Objects.requireNonNull(id, "id must be set");
        name = name == null ? id.value() : name;
        classification = classification == null ? DataClassification.INTERNAL : classification;
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        tickets = tickets == null ? TicketRules.DEFAULT : tickets;
        hooks = hooks == null ? List.of() : List.copyOf(hooks);
        docs = docs == null ? Boolean.TRUE : docs;
        keys = keys == null ? List.of() : List.copyOf(keys);
        budgets = budgets == null ? List.of() : List.copyOf(budgets);
        models = models == null ? ModelRules.DEFAULT : models;
        requireUnique(keys.stream().map(ApiKey::name).toList(), "keys");
        requireUnique(budgets.stream().map(Budget::name).toList(), "budgets");
        if (budgets.stream().filter(budget -> budget.bounds(null, null)).count() > 1) {
            throw new IllegalArgumentException("one budget at most may have neither project nor key");
        }
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

    /** A tenant with nothing but what it takes to send us tickets. */
    public static Tenant of(
            TenantId id, String name, List<HostBinding> hosts, TicketRules tickets, List<HookSubscription> hooks) {
        return new Tenant(
                id,
                name,
                DataClassification.INTERNAL,
                hosts,
                tickets,
                hooks,
                true,
                List.of(),
                List.of(),
                ModelRules.DEFAULT);
    }

    /** The same entry with other hosts and hooks. */
    public Tenant with(List<HostBinding> otherHosts, List<HookSubscription> otherHooks) {
        return new Tenant(id, name, classification, otherHosts, tickets, otherHooks, docs, keys, budgets, models);
    }

    /** The same entry with other API keys. */
    public Tenant withKeys(List<ApiKey> others) {
        return new Tenant(id, name, classification, hosts, tickets, hooks, docs, others, budgets, models);
    }

    /** The same entry with other budgets. */
    public Tenant withBudgets(List<Budget> others) {
        return new Tenant(id, name, classification, hosts, tickets, hooks, docs, keys, others, models);
    }

    /**
     * All budgets that bound the tenant's spending, its own first.
     *
     * @param usual cap for a month of a tenant without a budget of its own
     */
    public List<Budget> budgetsOr(Money usual) {
        Budget own = budgets.stream()
                .filter(budget -> budget.bounds(null, null))
                .findFirst()
                .orElseGet(() -> new Budget(freeName(), usual, Budget.Period.MONTH, null, null));
        return Stream.concat(
                        Stream.of(own),
                        budgets.stream().filter(budget -> !budget.name().equals(own.name())))
                .toList();
    }

    private String freeName() {
        boolean taken = budgets.stream().anyMatch(budget -> budget.name().equals(OWN_BUDGET));
        return taken ? OWN_BUDGET + "-default" : OWN_BUDGET;
    }

    public Optional<HookSubscription> hook(String subscription) {
        return hooks.stream().filter(hook -> hook.name().equals(subscription)).findFirst();
    }

    public Optional<ApiKey> key(String key) {
        return keys.stream().filter(each -> each.name().equals(key)).findFirst();
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
