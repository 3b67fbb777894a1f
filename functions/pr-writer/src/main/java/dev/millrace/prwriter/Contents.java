package dev.millrace.prwriter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.content.ContentStore;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The content store for work that blocks. */
@Singleton
public class Contents {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ContentStore store;
    private final ObjectMapper json;
    private final PrWriterConfig config;

    public Contents(ContentStore store, ObjectMapper json, PrWriterConfig config) {
        this.store = store;
        this.json = json;
        this.config = config;
    }

    /**
     * Reads a document of ours.
     *
     * @throws ProblemException 422 when it is gone or is none
     */
    public <T> T read(TenantId tenant, ContentRef ref, Class<T> type) {
        try {
            return json.readValue(bytes(tenant, ref), type);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.unintelligible("The content " + ref + " is no " + type.getSimpleName() + "."));
        }
    }

    /** @throws ProblemException 422 when it is gone */
    public String text(TenantId tenant, ContentRef ref) {
        return new String(bytes(tenant, ref), StandardCharsets.UTF_8);
    }

    public ContentRef keep(TenantId tenant, String text) {
        return keep(tenant, text.getBytes(StandardCharsets.UTF_8));
    }

    public ContentRef keepDocument(TenantId tenant, Object document) {
        try {
            return keep(tenant, json.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours is always JSON", e);
        }
    }

    public ContentRef keep(TenantId tenant, byte[] content) {
        return store.put(tenant, content, config.keep()).await().atMost(PATIENCE);
    }

    private byte[] bytes(TenantId tenant, ContentRef ref) {
        if (!ref.tenant().equals(tenant)) {
            throw new ProblemException(Problem.unintelligible("The content " + ref + " is another tenant's."));
        }
        Optional<byte[]> content = store.get(ref).await().atMost(PATIENCE);
        return content.orElseThrow(() -> new ProblemException(
                Problem.unintelligible("The content " + ref + " is gone: it has expired, or was erased.")));
    }
}
