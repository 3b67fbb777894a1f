package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why the room that works on code hosts did not do what it was asked for. */
public enum HostRefusal {
    /** Ticket, repository, branch or pull request is not there, or not for us to see. */
    @JsonProperty("not-found")
    NOT_FOUND,
    /** The host's rights or branch policies forbid it. */
    @JsonProperty("forbidden")
    FORBIDDEN,
    /** The ticket is closed, or no longer asks for work. */
    @JsonProperty("not-asked")
    NOT_ASKED,
    /** Head or target are no longer what the request names. */
    @JsonProperty("moved")
    MOVED,
    /** The changes do not merge. */
    @JsonProperty("conflict")
    CONFLICT,
    /** The request itself cannot be carried out: an impossible path, too many edits, a missing text. */
    @JsonProperty("invalid")
    INVALID,
    /** A path may only be changed with an explicit permission: pipelines, CODEOWNERS. */
    @JsonProperty("protected-path")
    PROTECTED_PATH,
    /** The added lines hold what looks like a secret. */
    @JsonProperty("secret-found")
    SECRET_FOUND,
    /** This host, or this project of it, cannot do it. */
    @JsonProperty("unsupported")
    UNSUPPORTED
}
