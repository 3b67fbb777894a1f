package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Points to content that is too large or too confidential for an event. In an event it is the {@code dataref} or a
 * field: {@code content:<tenant>/<sha-256>}.
 */
public record ContentRef(TenantId tenant, Digest digest) {

    private static final String SCHEME = "content:";

    /** @throws IllegalArgumentException when the text is no content reference */
    @JsonCreator
    public static ContentRef parse(String text) {
        int slash = text.indexOf('/');
        if (!text.startsWith(SCHEME) || slash < 0) {
            throw new IllegalArgumentException("a content reference is content:<tenant>/<sha-256>");
        }
        return new ContentRef(
                new TenantId(text.substring(SCHEME.length(), slash)), new Digest(text.substring(slash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return SCHEME + tenant + "/" + digest;
    }
}
