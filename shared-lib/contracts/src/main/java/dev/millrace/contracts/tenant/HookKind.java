package dev.millrace.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who posts a hook, and so how it proves itself and what it looks like. */
public enum HookKind {
    /** Azure DevOps service hook: Basic auth or a secret header, no signature. */
    @JsonProperty("ado")
    ADO,
    /** GitHub webhook: HMAC in {@code X-Hub-Signature-256}. */
    @JsonProperty("github")
    GITHUB,
    /** GitLab webhook: {@code X-Gitlab-Token}. */
    @JsonProperty("gitlab")
    GITLAB,
    /** Anybody's CloudEvents: bearer token. */
    @JsonProperty("cloudevents")
    CLOUDEVENTS
}
