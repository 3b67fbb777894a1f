package dev.millrace.platform.database;

import java.util.regex.Pattern;

/**
 * What a room forgets after a while. Its bean makes {@link Housekeeping} call the function.
 *
 * @param function an SQL function without arguments, with its schema unless that is the room's own
 */
public record Retention(String function) {

    private static final Pattern NAME = Pattern.compile("[a-z_]+(?:\\.[a-z_]+)?");

    public Retention {
        if (!NAME.matcher(function).matches()) {
            throw new IllegalArgumentException(
                    "name a function of lower-case letters and underscores, unlike '" + function + "'");
        }
    }
}
