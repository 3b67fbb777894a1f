package dev.millrace.platform.tenancy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Tenant;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The registry. It looks at the folder at most once a second, and only when asked; whoever asks for what it does not know
 * makes it look again at once, a few times a second in all, so that nobody makes it read the disk for every bad request.
 * A file that cannot be read keeps the tenant's last good entry and says so in the log. Thread-safe.
 */
@Singleton
public class Tenants {

    private static final Logger LOG = Logger.getLogger(Tenants.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MOST_SECOND_LOOKS = 5;

    private final Path folder;
    private final Clock clock;
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private volatile Snapshot snapshot = new Snapshot(Instant.MIN, Map.of(), List.of());
    private Instant countedSince = Instant.MIN;
    private int secondLooks;

    Tenants(@ConfigProperty(name = "millrace.tenants.directory") Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    private record Snapshot(Instant looked, Map<Path, Entry> entries, List<Tenant> tenants) {

        Snapshot next(Instant now, Map<Path, Entry> read) {
            return read.equals(entries)
                    ? new Snapshot(now, entries, tenants)
                    : new Snapshot(
                            now,
                            read,
                            read.values().stream()
                                    .flatMap(entry -> entry.tenant().stream())
                                    .toList());
        }
    }

    private record Entry(FileTime modified, long size, Optional<Tenant> tenant) {}

    public Optional<Tenant> find(TenantId id) {
        return find(id, Optional::of);
    }

    /** @param part something of the entry, such as a hook, that may have been written a moment ago */
    public <T> Optional<T> find(TenantId id, Function<Tenant, Optional<T>> part) {
        return insist(() -> Optional.ofNullable(current().entries().get(folder.resolve(id + ".yaml")))
                .flatMap(Entry::tenant)
                .flatMap(part));
    }

    /**
     * Does not believe an empty answer before the folder was looked at again.
     *
     * @param question asks this registry; it is put again when there is something new
     */
    public <T> Optional<T> insist(Supplier<Optional<T>> question) {
        Optional<T> answer = question.get();
        return answer.isEmpty() && lookAgain() ? question.get() : answer;
    }

    /** The very same list as long as no entry has changed, so that an index over it can tell when it is old. */
    public List<Tenant> all() {
        return current().tenants();
    }

    private Snapshot current() {
        Snapshot last = snapshot;
        Instant now = clock.instant();
        if (!last.looked().equals(Instant.MIN) && now.isBefore(last.looked().plus(FRESH))) {
            return last;
        }
        Snapshot next = last.next(now, read(last.entries()));
        snapshot = next;
        return next;
    }

    /** @return whether it saw something new */
    private synchronized boolean lookAgain() {
        Instant now = clock.instant();
        if (countedSince.equals(Instant.MIN) || !now.isBefore(countedSince.plus(FRESH))) {
            countedSince = now;
            secondLooks = 0;
        }
        if (secondLooks == MOST_SECOND_LOOKS) {
            return false;
        }
        secondLooks++;
        Snapshot last = snapshot;
        Snapshot next = last.next(now, read(last.entries()));
        snapshot = next;
        return !next.entries().equals(last.entries());
    }

    private Map<Path, Entry> read(Map<Path, Entry> last) {
        var entries = new HashMap<Path, Entry>();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                FileTime modified = Files.getLastModifiedTime(file);
                long size = Files.size(file);
                Entry known = last.get(file);
                boolean same = known != null && known.modified().equals(modified) && known.size() == size;
                entries.put(file, same ? known : new Entry(modified, size, parse(file, known)));
            }
        } catch (IOException e) {
            LOG.errorf("The tenants' folder %s cannot be read, so what was known stays: %s", folder, e.getMessage());
            return last;
        }
        return Map.copyOf(entries);
    }

    private Optional<Tenant> parse(Path file, @Nullable Entry known) {
        try {
            Tenant tenant = yaml.readValue(file.toFile(), Tenant.class);
            if (tenant == null) {
                throw new IllegalArgumentException("it is empty");
            }
            if (!file.getFileName().toString().equals(tenant.id() + ".yaml")) {
                throw new IllegalArgumentException("the file of tenant '" + tenant.id() + "' must be named after it");
            }
            return Optional.of(tenant);
        } catch (JsonProcessingException e) {
            LOG.errorf("The tenant's file %s is not valid: %s", file, e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf("The tenant's file %s is not valid: %s", file, e.getMessage());
        }
        return known == null ? Optional.empty() : known.tenant();
    }
}
