package dev.millrace.platform.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file that is read again when it changes. It is looked at once a second at most, and only when asked. A file
 * that cannot be read leaves what was known, and the log says once what is wrong with it. Thread-safe.
 *
 * @param <T> what the file says
 */
public final class LiveFile<T> {

    private static final Logger LOG = Logger.getLogger(LiveFile.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Path file;
    private final Parser<T> parser;
    private final Clock clock;

    private volatile @Nullable Reading<T> last;

    private LiveFile(Path file, Parser<T> parser, Clock clock) {
        this.file = file;
        this.parser = parser;
        this.clock = clock;
    }

    /** @param type of the whole file; an unknown field is an error */
    public LiveFile(Path file, Class<T> type, Clock clock) {
        this(file, path -> YAML.readValue(path.toFile(), type), clock);
    }

    /**
     * A file that means something else than it says.
     *
     * @param meaning throws {@link IllegalArgumentException} when the file is not valid
     */
    public static <D, T> LiveFile<T> of(Path file, Class<D> type, Function<D, T> meaning, Clock clock) {
        Parser<T> parser = path -> {
            D document = YAML.readValue(path.toFile(), type);
            return document == null ? null : meaning.apply(document);
        };
        return new LiveFile<>(file, parser, clock);
    }

    private interface Parser<T> {
        @Nullable
        T parse(Path file) throws IOException;
    }

    /** @param fault what the log has said already; null when the file was right */
    private record Reading<T>(
            Instant looked,
            @Nullable FileTime modified,
            long size,
            @Nullable T value,
            @Nullable String fault) {}

    /** @return null as long as the file has never been right */
    public @Nullable T get() {
        Reading<T> known = last;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.looked().plus(FRESH))) {
            return known.value();
        }
        Reading<T> next = read(now, known);
        if (next.fault() != null && (known == null || !next.fault().equals(known.fault()))) {
            LOG.error(next.fault());
        }
        last = next;
        return next.value();
    }

    private Reading<T> read(Instant now, @Nullable Reading<T> known) {
        T before = known == null ? null : known.value();
        FileTime modified = null;
        long size = -1;
        String fault;
        try {
            modified = Files.getLastModifiedTime(file);
            size = Files.size(file);
            if (known != null && modified.equals(known.modified()) && size == known.size()) {
                return new Reading<>(now, modified, size, before, known.fault());
            }
            T value = parser.parse(file);
            if (value == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return new Reading<>(now, modified, size, value, null);
        } catch (JsonProcessingException e) {
            fault = file + " is not valid: " + e.getOriginalMessage();
        } catch (NoSuchFileException e) {
            fault = file + " is missing";
        } catch (IOException | IllegalArgumentException e) {
            fault = file + " cannot be read: " + e.getMessage();
        }
        return new Reading<>(now, modified, size, before, fault);
    }
}
