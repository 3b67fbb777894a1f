package dev.millrace.forge.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of one transaction. Sees its own changes; others see them when the transaction ends. Not thread-safe. */
public final class Draft {

    private final Store store;
    private final Map<Slot, Optional<Object>> changes = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Draft(Store store) {
        this.store = store;
    }

    public <T> T put(Kind<T> kind, T entry) {
        changes.put(new Slot(kind, kind.key().apply(entry)), Optional.of(entry));
        return entry;
    }

    public void remove(Kind<?> kind, String key) {
        changes.put(new Slot(kind, key), Optional.empty());
    }

    public <T> Optional<T> find(Kind<T> kind, String key) {
        Optional<Object> changed = changes.get(new Slot(kind, key));
        return changed == null ? store.find(kind, key) : changed.map(kind.type()::cast);
    }

    public <T> Optional<T> find(Kind<T> kind, long number) {
        return find(kind, Long.toString(number));
    }

    /** The next number of a sequence, from 1. */
    public long next(String sequence) {
        long number = find(Counter.KIND, sequence).map(Counter::value).orElse(0L) + 1;
        put(Counter.KIND, new Counter(sequence, number));
        return number;
    }

    /** Runs an action once the transaction is durable. */
    public void afterwards(Runnable action) {
        afterwards.add(action);
    }

    Map<Slot, Optional<Object>> changes() {
        return changes;
    }

    List<Runnable> afterwards() {
        return afterwards;
    }

    record Slot(Kind<?> kind, String key) {}

    record Counter(String name, long value) {

        static final Kind<Counter> KIND = new Kind<>("counter", Counter.class, Counter::name);
    }
}
