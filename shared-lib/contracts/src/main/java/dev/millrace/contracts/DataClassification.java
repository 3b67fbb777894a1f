package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far data may travel. The order is from harmless to secret. */
public enum DataClassification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the name is none of the four */
    @JsonCreator
    public static DataClassification of(String wire) {
        return switch (wire) {
            case "public" -> PUBLIC;
            case "internal" -> INTERNAL;
            case "confidential" -> CONFIDENTIAL;
            case "restricted" -> RESTRICTED;
            default ->
                throw new IllegalArgumentException(
                        "dataclassification is public, internal, confidential or restricted, unlike '" + wire + "'");
        };
    }
}
