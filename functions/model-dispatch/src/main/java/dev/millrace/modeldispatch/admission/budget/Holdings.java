package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent.Spent;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.modeldispatch.admission.budget.Leases.Renewal;
import dev.millrace.modeldispatch.admission.budget.Leases.Renewed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one tenant, and every lease that this replica still owes an end: those that are spent from, and those
 * that are closed but not yet settled and reported. The tenant's {@link Purse} guards it.
 */
final class Holdings {

    private final TenantId tenant;
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<Lease> retired = new ArrayList<>();

    Holdings(TenantId tenant) {
        this.tenant = tenant;
    }

    /** The accounts of budgets, which follow the registry and the calendar. */
    List<Account> enter(List<Budget> budgets, Instant now) {
        List<Account> bounds = new ArrayList<>(budgets.size());
        for (Budget budget : budgets) {
            Account account = accounts.get(budget.name());
            if (account == null) {
                account = new Account(budget, Term.of(tenant, budget, now));
                accounts.put(budget.name(), account);
            } else if (!account.fits(budget, now)) {
                Term term = Term.of(tenant, budget, now);
                if (!account.term().continues(term)) {
                    retire(account);
                }
                account.enter(budget, term);
            }
            bounds.add(account);
        }
        return bounds;
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    @Nullable
    Account account(String budget) {
        return accounts.get(budget);
    }

    boolean isEmpty() {
        return retired.isEmpty()
                && accounts.values().stream().allMatch(account -> account.lease() == null && !account.hasQueue());
    }

    /** Takes no more from any lease, unless a question about it is on its way. */
    void retireAll() {
        accounts.values().stream()
                .filter(account -> account.lease() != null && !account.lease().isAsking())
                .forEach(this::retire);
    }

    /** Closes the lease of an account, if it is one. */
    void retire(Lease lease) {
        accounts.values().stream().filter(account -> account.lease() == lease).forEach(this::retire);
    }

    void retire(Account account) {
        Lease lease = account.lease();
        if (lease != null) {
            lease.close();
            retired.add(lease);
            account.use(null);
        }
    }

    void lose(Lease lease) {
        retire(lease);
        lease.lose();
    }

    /** What to tell the database of each lease. */
    List<Renewal> renewals() {
        retired.removeIf(lease -> lease.isGone() && lease.isDone());
        return held().flatMap(lease -> Stream.ofNullable(lease.renewal())).toList();
    }

    /** @param deadline of the leases that were live, by the nano clock */
    void renewed(List<Renewal> asked, List<Renewed> answers, long deadline) {
        Map<UUID, Renewed> live = answers.stream().collect(Collectors.toMap(Renewed::lease, Function.identity()));
        Map<UUID, Renewal> sent = asked.stream().collect(Collectors.toMap(Renewal::lease, Function.identity()));
        for (Lease lease : held().toList()) {
            Renewal renewal = sent.get(lease.id());
            if (renewal != null) {
                renewed(lease, renewal, live.get(lease.id()), deadline);
            }
        }
    }

    private void renewed(Lease lease, Renewal renewal, @Nullable Renewed answer, long deadline) {
        if (answer == null) {
            lose(lease);
        } else {
            lease.confirm(answer.amount(), deadline);
            if (answer.usedUp()) {
                retire(lease);
            }
        }
        if (renewal.done()) {
            retired.remove(lease);
        }
    }

    /** The records that the ledger gets next. */
    List<Spent> records(Instant now) {
        return held().flatMap(lease -> Stream.ofNullable(lease.tally().next(now)))
                .toList();
    }

    void confirm(Spent record) {
        held().filter(lease -> lease.id().toString().equals(record.lease()))
                .forEach(lease -> lease.tally().confirm(record));
    }

    private Stream<Lease> held() {
        return Stream.concat(
                retired.stream(), accounts.values().stream().flatMap(account -> Stream.ofNullable(account.lease())));
    }
}
