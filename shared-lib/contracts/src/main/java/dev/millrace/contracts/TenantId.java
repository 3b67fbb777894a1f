package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Id of a tenant: 1 to 40 lower-case letters, digits and inner hyphens, so that it may stand in a namespace's name. */
public record TenantId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tenant id has 1 to 40 lower-case letters, digits and inner hyphens, unlike '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
