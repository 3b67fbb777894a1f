package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Id of an event: any non-empty text from outside, a version 5 UUID from inside, so that a retry makes the same id. */
public record EventId(@JsonValue String value) {

    private static final int LONGEST = 255;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventId {
        if (value == null || value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("an event id has 1 to " + LONGEST + " characters");
        }
    }

    public static EventId of(UUID uuid) {
        return new EventId(uuid.toString());
    }

    /** The id that is always the same for the same words. */
    public static EventId derived(String... words) {
        return of(NameUuid.of(words));
    }

    @Override
    public String toString() {
        return value;
    }
}
