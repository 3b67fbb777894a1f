package dev.millrace.modeldispatch.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is asked of a model, named as in OpenTelemetry's {@code gen_ai.operation.name} where that has a name. */
public enum Operation {
    @JsonProperty("chat")
    CHAT("chat", "/chat/completions"),
    @JsonProperty("responses")
    RESPONSES("chat", "/responses"),
    @JsonProperty("embeddings")
    EMBEDDINGS("embeddings", "/embeddings"),
    @JsonProperty("moderations")
    MODERATIONS("moderation", "/moderations");

    private final String semanticName;
    private final String path;

    Operation(String semanticName, String path) {
        this.semanticName = semanticName;
        this.path = path;
    }

    public String semanticName() {
        return semanticName;
    }

    /** After the base address, which ends with the version. */
    public String path() {
        return path;
    }
}
