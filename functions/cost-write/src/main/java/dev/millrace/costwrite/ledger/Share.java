package dev.millrace.costwrite.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One tenant's share of a batch: its drafts, each key once.
 *
 * @param drafts in the order of their keys, so that two batches wait for each other in one direction only
 */
record Share(String tenant, List<Draft> drafts) {

    Share {
        drafts = List.copyOf(drafts);
    }

    /** @return one share per tenant, in the order of their names */
    static List<Share> of(List<Draft> batch) {
        Map<String, Map<Draft.Key, Draft>> byTenant = new TreeMap<>();
        for (Draft draft : batch) {
            byTenant.computeIfAbsent(draft.key().tenant().value(), tenant -> new LinkedHashMap<>())
                    .putIfAbsent(draft.key(), draft);
        }
        List<Share> shares = new ArrayList<>();
        byTenant.forEach((tenant, drafts) -> shares.add(new Share(
                tenant,
                drafts.values().stream()
                        .sorted(Comparator.comparing(
                                        (Draft draft) -> draft.key().source())
                                .thenComparing(draft -> draft.key().id()))
                        .toList())));
        return shares;
    }

    /** The leases that drafts move, as they are if nobody knows them yet, in the order of their ids. */
    static List<Lease> leases(List<Draft> drafts) {
        Map<String, Lease> leases = new TreeMap<>();
        for (Draft draft : drafts) {
            switch (draft.subject()) {
                case Draft.Subject.Spending it ->
                    leases.putIfAbsent(it.lease(), new Lease(it.lease(), 0, null, null, 0, it.day(), it.currency()));
                case Draft.Subject.Expiry it ->
                    leases.putIfAbsent(it.lease(), new Lease(it.lease(), 0, null, null, 0, it.day(), it.currency()));
                case Draft.Subject.Compute it -> {}
                case Draft.Subject.Build it -> {}
                case Draft.Subject.Merge it -> {}
            }
        }
        return List.copyOf(leases.values());
    }

    /** What new entries come to. */
    record Written(List<Posting> postings, Map<String, Lease> leases) {}

    /**
     * Posts the drafts that are new.
     *
     * @param numbers of the new entries
     * @param leases as the last transaction left them
     */
    static Written post(List<Draft> fresh, Map<Draft.Key, Long> numbers, Map<String, Lease> leases) {
        Map<String, Lease> moved = new HashMap<>(leases);
        List<Posting> postings = new ArrayList<>();
        for (Draft draft : fresh) {
            List<Charge> charges = new ArrayList<>(draft.subject().charges());
            charges.addAll(move(draft.subject(), moved));
            postings.addAll(Posting.of(known(numbers, draft.key()), charges));
        }
        return new Written(postings, moved);
    }

    private static List<Charge> move(Draft.Subject subject, Map<String, Lease> leases) {
        return switch (subject) {
            case Draft.Subject.Spending it -> keep(known(leases, it.lease()).spend(it), leases);
            case Draft.Subject.Expiry it -> keep(known(leases, it.lease()).expire(it), leases);
            case Draft.Subject.Compute it -> List.of();
            case Draft.Subject.Build it -> List.of();
            case Draft.Subject.Merge it -> List.of();
        };
    }

    private static List<Charge> keep(Lease.Moved moved, Map<String, Lease> leases) {
        leases.put(moved.lease().id(), moved.lease());
        return moved.charges();
    }

    private static <K, V> V known(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), "the database answered without " + key);
    }
}
