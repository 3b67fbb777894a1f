package dev.millrace.forge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The model's memory: immutable records, found by key, changed by transactions one at a time. A transaction is one line
 * of the journal, so a crash keeps all of it or nothing. Thread-safe; readers never wait.
 */
public final class Store implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Numbers in their order, without padding. */
    private static final Comparator<String> SHORTER_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** A journal is rewritten at the start when it has this many times more changes than there are records. */
    private static final int MOSTLY_HISTORY = 4;

    private final Map<String, Kind<?>> kinds;
    private final Map<String, NavigableMap<String, Object>> shelves = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final Journal journal;
    private long replayed;

    private Store(Path file, List<Kind<?>> kinds) throws IOException {
        this.kinds = new LinkedHashMap<>();
        this.kinds.put(Draft.Counter.KIND.name(), Draft.Counter.KIND);
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.kinds.keySet().forEach(name -> shelves.put(name, new ConcurrentSkipListMap<>(SHORTER_FIRST)));
        Journal read = Journal.open(file, line -> replay(file, line));
        long live = shelves.values().stream().mapToLong(Map::size).sum();
        if (replayed > 1000 && replayed > live * MOSTLY_HISTORY) {
            read.close();
            Journal.rewrite(file, snapshot());
            read = Journal.open(file, ignored -> {});
        }
        this.journal = read;
    }

    /** Opens the store of a file, which is made when it is not there. */
    public static Store open(Path file, List<Kind<?>> kinds) {
        try {
            return new Store(file, kinds);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be opened", e);
        }
    }

    public <T> Optional<T> find(Kind<T> kind, String key) {
        return Optional.ofNullable(shelf(kind).get(key)).map(kind.type()::cast);
    }

    public <T> Optional<T> find(Kind<T> kind, long number) {
        return find(kind, Long.toString(number));
    }

    /** All records of a kind by key, shorter keys first. */
    public <T> List<T> all(Kind<T> kind) {
        return shelf(kind).values().stream().map(kind.type()::cast).toList();
    }

    /** Runs one transaction; when it throws, nothing has changed. Returns once the change is on the disk. */
    public <R> R write(Function<Draft, R> change) {
        var draft = new Draft(this);
        R result;
        long position;
        turn.lock();
        try {
            result = change.apply(draft);
            if (draft.changes().isEmpty()) {
                return result;
            }
            position = journal.append(line(draft.changes()));
            draft.changes().forEach(this::apply);
        } finally {
            turn.unlock();
        }
        journal.await(position);
        draft.afterwards().forEach(Runnable::run);
        return result;
    }

    /** Like {@link #write} for a change without a result. */
    public void change(Consumer<Draft> change) {
        write(draft -> {
            change.accept(draft);
            return true;
        });
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NavigableMap<String, Object> shelf(Kind<?> kind) {
        NavigableMap<String, Object> shelf = shelves.get(kind.name());
        if (shelf == null) {
            throw new IllegalArgumentException("Name the kind '" + kind.name() + "' when the store is opened");
        }
        return shelf;
    }

    private void apply(Draft.Slot slot, Optional<Object> entry) {
        entry.ifPresentOrElse(
                value -> shelf(slot.kind()).put(slot.key(), value),
                () -> shelf(slot.kind()).remove(slot.key()));
    }

    /** A line is {@code [[kind, key, record], ...]}; a removed record is null. */
    private static byte[] line(Map<Draft.Slot, Optional<Object>> changes) {
        var rows = JSON.createArrayNode();
        changes.forEach((slot, entry) -> rows.addArray()
                .add(slot.kind().name())
                .add(slot.key())
                .add(entry.<JsonNode>map(JSON::valueToTree).orElse(JSON.nullNode())));
        try {
            return JSON.writeValueAsBytes(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replay(Path file, byte[] line) {
        try {
            for (JsonNode row : JSON.readTree(line)) {
                replayed++;
                Kind<?> kind = kinds.get(row.path(0).asText());
                if (kind == null) {
                    continue; // of a version that kept more
                }
                Optional<Object> entry = row.path(2).isNull()
                        ? Optional.empty()
                        : Optional.of(JSON.treeToValue(row.path(2), kind.type()));
                apply(new Draft.Slot(kind, row.path(1).asText()), entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A line of the journal " + file + " cannot be read; restore the file or start with another folder",
                    e);
        }
    }

    private List<byte[]> snapshot() {
        var lines = new ArrayList<byte[]>();
        for (Kind<?> kind : kinds.values()) {
            shelf(kind).forEach((key, entry) -> lines.add(line(Map.of(new Draft.Slot(kind, key), Optional.of(entry)))));
        }
        return lines;
    }
}
