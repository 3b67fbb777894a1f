package dev.millrace.engine.memory;

import dev.millrace.engine.StartRequest.Reuse;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Transactions in memory: one lock, and each write checked before it changes anything. */
final class MemoryJournal implements Journal {

    private final Tables tables;

    MemoryJournal(Tables tables) {
        this.tables = tables;
    }

    @Override
    public List<Written> commit(UUID host, Set<Integer> held, List<Write> writes) {
        synchronized (tables) {
            MemoryHosts.requireLicence(tables, host);
            var results = new ArrayList<Written>();
            for (Write write : writes) {
                results.add(
                        switch (write) {
                            case Write.Start start -> start(start, held);
                            case Write.Deliver deliver -> deliver(deliver);
                            case Write.Advance advance -> advance(advance, held);
                            case Write.Discard(List<Long> seqs) -> {
                                seqs.forEach(tables.inbox::remove);
                                yield new Written.Done();
                            }
                            case Write.PurgeOne(String id, Instant at) -> purge(id, at);
                            case Write.PurgeMany many -> purge(many);
                            case Write.Forget forget -> forget(forget);
                            case Write.Clear clear -> tables.clear();
                        });
            }
            return results;
        }
    }

    private Written start(Write.Start start, Set<Integer> held) {
        String id = start.instanceId();
        String key = start.request().key();
        if (key != null && tables.receipts.containsKey(new Tables.Receipt(id, key))) {
            return new Written.Repeated();
        }
        Optional<Tables.Row> before = tables.find(id);
        if (start.request().reuse() == Reuse.NEVER && (before.isPresent() || tables.tombstones.containsKey(id))) {
            return new Written.SeenBefore();
        }
        if (before.isPresent() && !before.get().head.status().isTerminal()) {
            return new Written.AlreadyRunning();
        }
        tables.emptyInbox(id);
        tables.instances.put(id, new Tables.Row(start));
        if (key != null) {
            tables.receipts.put(new Tables.Receipt(id, key), start.at());
        }
        if (!held.contains(Shards.of(id))) {
            tables.post(new Parcel(id, null, Events.nudge()));
        }
        return new Written.Created();
    }

    private Written deliver(Write.Deliver deliver) {
        Parcel parcel = deliver.parcel();
        String id = parcel.instanceId();
        String key = deliver.key();
        if (key != null && tables.receipts.containsKey(new Tables.Receipt(id, key))) {
            return new Written.Repeated();
        }
        if (tables.find(id).isEmpty()) {
            return new Written.Unknown();
        }
        Optional<Message> posted = tables.post(parcel);
        if (posted.isEmpty()) {
            return new Written.Ended();
        }
        if (key != null) {
            tables.receipts.put(new Tables.Receipt(id, key), deliver.at());
        }
        return new Written.Accepted(posted.get().seq());
    }

    private Written advance(Write.Advance advance, Set<Integer> held) {
        Optional<Tables.Row> found = tables.find(advance.instanceId());
        if (found.isEmpty()) {
            return new Written.Advanced(List.of(), List.of());
        }
        Tables.Row row = found.get();
        if (row.generation != advance.generation() || row.steps.size() != advance.step()) {
            throw new IllegalStateException("Two hosts ran " + advance.instanceId() + " at once.");
        }
        Write.Renewal renewal = advance.renewal();
        if (renewal == null) {
            row.steps.add(advance.events());
        } else {
            row.steps.clear();
            row.generation++;
            row.executionId = renewal.executionId();
            row.input = renewal.input();
            row.version = renewal.version();
            row.startAt = null;
        }
        row.updatedAt = advance.at();
        if (advance.head() != null) {
            row.head = advance.head();
        }
        advance.consumed().forEach(tables.inbox::remove);
        return after(advance, row, held);
    }

    private Written after(Write.Advance advance, Tables.Row row, Set<Integer> held) {
        var posted = new ArrayList<Arrival>();
        var made = new ArrayList<Write.Start>();
        if (row.head.status().isTerminal()) {
            tables.emptyInbox(advance.instanceId());
        }
        for (Write.Start child : advance.children()) {
            if (start(child, held) instanceof Written.Created) {
                made.add(child);
            } else if (child.onRefusal() != null) {
                post(child.onRefusal(), posted);
            }
        }
        if (advance.renewal() != null) {
            advance.renewal().carried().forEach(parcel -> post(parcel, posted));
        }
        advance.parcels().forEach(parcel -> post(parcel, posted));
        return new Written.Advanced(posted, made);
    }

    private void post(Parcel parcel, List<Arrival> posted) {
        tables.post(parcel).ifPresent(message -> posted.add(new Arrival(parcel.instanceId(), message)));
    }

    private Written purge(String id, Instant at) {
        Optional<Tables.Row> row = tables.find(id);
        if (row.isEmpty() || !row.get().head.status().isTerminal()) {
            return new Written.Removed(0);
        }
        tables.instances.remove(id);
        tables.emptyInbox(id);
        tables.tombstones.put(id, at);
        return new Written.Removed(1);
    }

    private Written purge(Write.PurgeMany many) {
        var purge = many.purge();
        List<String> ids = tables.instances.values().stream()
                .map(row -> row.view(false))
                .filter(instance -> instance.status().isTerminal())
                .filter(instance ->
                        purge.statuses().isEmpty() || purge.statuses().contains(instance.status()))
                .filter(instance ->
                        purge.createdFrom() == null || !instance.createdAt().isBefore(purge.createdFrom()))
                .filter(instance ->
                        purge.createdTo() == null || !instance.createdAt().isAfter(purge.createdTo()))
                .filter(instance ->
                        purge.updatedBefore() == null || instance.updatedAt().isBefore(purge.updatedBefore()))
                .map(instance -> instance.id())
                .limit(many.limit())
                .toList();
        ids.forEach(id -> purge(id, many.at()));
        return new Written.Removed(ids.size());
    }

    private Written forget(Write.Forget forget) {
        int before = tables.tombstones.size() + tables.receipts.size();
        tables.tombstones.values().removeIf(at -> at.isBefore(forget.before()));
        tables.receipts.values().removeIf(at -> at.isBefore(forget.before()));
        return new Written.Removed(before - tables.tombstones.size() - tables.receipts.size());
    }

    @Override
    public List<Stored> load(Collection<String> ids) {
        synchronized (tables) {
            return ids.stream()
                    .map(tables::find)
                    .flatMap(Optional::stream)
                    .map(tables::stored)
                    .toList();
        }
    }

    @Override
    public Arrivals arrivals(Set<Integer> shards, long mark) {
        synchronized (tables) {
            List<Arrival> arrivals = tables.inbox.tailMap(mark, false).values().stream()
                    .filter(letter -> shards.contains(Shards.of(letter.instanceId())))
                    .map(letter -> new Arrival(letter.instanceId(), letter.message()))
                    .toList();
            return new Arrivals(arrivals, tables.lastSeq);
        }
    }

    @Override
    public List<String> unfinished(Set<Integer> shards, String after, int limit) {
        synchronized (tables) {
            var ids = new TreeSet<String>();
            tables.inbox.values().forEach(letter -> ids.add(letter.instanceId()));
            tables.instances.forEach((id, row) -> {
                if (row.head.busy()) {
                    ids.add(id);
                }
            });
            return ids.tailSet(after, false).stream()
                    .filter(id -> shards.contains(Shards.of(id)))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<Wake> due(Set<Integer> shards, Instant until, int limit) {
        synchronized (tables) {
            var wakes = new ArrayList<Wake>();
            tables.instances.forEach((id, row) -> {
                Instant wakeAt = row.head.wakeAt();
                if (wakeAt != null && !wakeAt.isAfter(until) && shards.contains(Shards.of(id))) {
                    wakes.add(new Wake(id, wakeAt));
                }
            });
            wakes.sort(Comparator.comparing(Wake::at));
            return List.copyOf(wakes.subList(0, Math.min(limit, wakes.size())));
        }
    }
}
