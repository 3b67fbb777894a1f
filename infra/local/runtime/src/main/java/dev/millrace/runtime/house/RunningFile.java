package dev.millrace.runtime.house;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file in the data directory that tells other commands where the running house is. */
public final class RunningFile {

    private static final String NAME = "running.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path file;

    private RunningFile(Path file) {
        this.file = file;
    }

    /**
     * @param gateway the public door
     * @param inside where broker and operators' questions are answered
     * @param tenants the registry's folder; null of a platform that is older than this
     */
    public record Content(
            long pid,
            URI gateway,
            URI inside,
            Instant since,
            @Nullable Path tenants) {}

    static RunningFile write(Path data, Content content) throws IOException {
        Path fresh = Files.createTempFile(data, NAME, ".tmp");
        Files.writeString(fresh, JSON.writeValueAsString(content));
        Path file = data.resolve(NAME);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new RunningFile(file);
    }

    /** @return empty when no house runs in this data directory */
    public static Optional<Content> read(Path data) {
        try {
            Content content = JSON.readValue(data.resolve(NAME).toFile(), Content.class);
            return ProcessHandle.of(content.pid()).map(process -> content);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
