package dev.millrace.engine.memory;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstancePage;
import dev.millrace.engine.InstanceQuery;
import dev.millrace.engine.store.Hosts;
import dev.millrace.engine.store.Instances;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.PageMark;
import dev.millrace.engine.store.Store;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps everything in memory, and nothing beyond it. Several engines of one process may share it. */
public final class MemoryStore implements Store, Instances {

    private static final Comparator<Instance> OLDEST_FIRST =
            Comparator.comparing(Instance::createdAt).thenComparing(Instance::id);

    private final Tables tables = new Tables();
    private final Hosts hosts;
    private final Journal journal = new MemoryJournal(tables);

    public MemoryStore(Clock clock) {
        this.hosts = new MemoryHosts(tables, clock);
    }

    @Override
    public Hosts hosts() {
        return hosts;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Instances instances() {
        return this;
    }

    @Override
    public Optional<Instance> find(String id, boolean payloads) {
        synchronized (tables) {
            return tables.find(id).map(row -> row.view(payloads));
        }
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        Optional<PageMark> mark = Optional.ofNullable(query.continuation()).map(PageMark::read);
        synchronized (tables) {
            List<Instance> found = tables.instances.values().stream()
                    .map(row -> row.view(query.payloads()))
                    .filter(instance -> matches(query, instance))
                    .filter(instance -> mark.isEmpty() || mark.get().isBefore(instance))
                    .sorted(OLDEST_FIRST)
                    .limit(query.limit() + 1L)
                    .toList();
            return PageMark.page(found, query.limit());
        }
    }

    private static boolean matches(InstanceQuery query, Instance instance) {
        return (query.statuses().isEmpty() || query.statuses().contains(instance.status()))
                && (query.createdFrom() == null || !instance.createdAt().isBefore(query.createdFrom()))
                && (query.createdTo() == null || !instance.createdAt().isAfter(query.createdTo()))
                && (query.idPrefix() == null || instance.id().startsWith(query.idPrefix()));
    }

    @Override
    public List<HistoryEvent> history(String id) {
        synchronized (tables) {
            return tables.find(id).map(Tables.Row::history).orElse(List.of());
        }
    }

    @Override
    public void close() {
        // Others may share it; it goes with the last of them.
    }
}
