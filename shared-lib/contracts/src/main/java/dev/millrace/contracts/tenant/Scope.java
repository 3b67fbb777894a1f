package dev.millrace.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an API key is good for. */
public enum Scope {
    /** Calls of models. */
    @JsonProperty("models")
    MODELS,
    /** Reports of costs. */
    @JsonProperty("costs")
    COSTS
}
