package dev.millrace.platform.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file that is read again when it changes. It is looked at once a second at most, and only when asked. A file
 * that cannot be read leaves what was known, and the log says what is wrong. Thread-safe.
 *
 * @param <T> what the file says; an unknown field is an error
 */
public final class LiveFile<T> {

    private static final Logger LOG = Logger.getLogger(LiveFile.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Path file;
    private final Class<T> type;
    private final Clock clock;
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private volatile @Nullable Reading<T> last;

    public LiveFile(Path file, Class<T> type, Clock clock) {
        this.file = file;
        this.type = type;
        this.clock = clock;
    }

    private record Reading<T>(
            Instant looked,
            @Nullable FileTime modified,
            long size,
            @Nullable T value) {}

    /** @return null as long as the file has never been right */
    public @Nullable T get() {
        Reading<T> known = last;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.looked().plus(FRESH))) {
            return known.value();
        }
        Reading<T> next = read(now, known);
        last = next;
        return next.value();
    }

    private Reading<T> read(Instant now, @Nullable Reading<T> known) {
        T before = known == null ? null : known.value();
        FileTime modified = null;
        long size = -1;
        try {
            modified = Files.getLastModifiedTime(file);
            size = Files.size(file);
            if (known != null && modified.equals(known.modified()) && size == known.size()) {
                return new Reading<>(now, modified, size, before);
            }
            T value = yaml.readValue(file.toFile(), type);
            if (value == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return new Reading<>(now, modified, size, value);
        } catch (JsonProcessingException e) {
            LOG.errorf("%s is not valid: %s", file, e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf("%s cannot be read: %s", file, e.getMessage());
        }
        return new Reading<>(now, modified, size, before);
    }
}
