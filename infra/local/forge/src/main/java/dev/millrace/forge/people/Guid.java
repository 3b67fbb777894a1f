package dev.millrace.forge.people;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The UUID of a numbered thing, for vendors that want one. */
public final class Guid {

    private Guid() {}

    /** Always the same for the same sort and number. */
    public static String of(String sort, long number) {
        return of(sort, Long.toString(number));
    }

    /** Always the same for the same sort and name. */
    public static String of(String sort, String name) {
        return UUID.nameUUIDFromBytes((sort + "/" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
