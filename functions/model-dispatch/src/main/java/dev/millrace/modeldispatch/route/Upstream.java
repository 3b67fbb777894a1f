package dev.millrace.modeldispatch.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.DataClassification;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model somewhere, ready to be asked.
 *
 * @param url base address with the version, as OpenAI's clients take it
 * @param model as the far side calls it; for Azure the deployment
 * @param priced the name that the price book has for it
 * @param secret name of a mounted secret; null for none
 * @param key the secret itself, from the environment; null when there is none
 * @param region where the data goes; {@code local} only when it stays in this network
 * @param classification the highest that may go there
 * @param timeout until the answer begins, or has come whole when it is not streamed
 * @param idle between two parts of a streamed answer
 * @param bound field that carries the most tokens of an answer when a request has none; empty for not at all
 * @param goldenScore between 0 and 1, of the last run over the golden set; null when there was none
 */
public record Upstream(
        String name,
        Kind kind,
        URI url,
        String model,
        String priced,
        @Nullable String secret,
        @Nullable String key,
        String region,
        DataClassification classification,
        Set<Operation> offers,
        String apiVersion,
        Duration timeout,
        Duration idle,
        String bound,
        @Nullable Double goldenScore) {

    public static final String LOCAL = "local";

    /** What protocol the far side speaks. */
    public enum Kind {
        @JsonProperty("openai")
        OPENAI("openai"),
        @JsonProperty("azure")
        AZURE("azure.ai.openai"),
        @JsonProperty("anthropic")
        ANTHROPIC("anthropic");

        private final String semanticName;

        Kind(String semanticName) {
            this.semanticName = semanticName;
        }

        /** In OpenTelemetry's {@code gen_ai.provider.name}. */
        public String semanticName() {
            return semanticName;
        }

        /** What it offers when its entry does not say. */
        Set<Operation> usual() {
            return switch (this) {
                case OPENAI -> Set.of(Operation.CHAT, Operation.EMBEDDINGS, Operation.MODERATIONS);
                case AZURE -> Set.of(Operation.CHAT, Operation.EMBEDDINGS);
                case ANTHROPIC -> Set.of(Operation.CHAT);
            };
        }
    }

    @Override
    public String toString() {
        return "upstream " + name + " at " + url;
    }
}
