package dev.millrace.runtime.postgres;

/**
 * The schema of one function, and the two roles that know it: the owner migrates, the run role only does what the
 * migrations grant it. Names are plain lower case words, safe in SQL.
 *
 * @param function name of the function, such as {@code hook-validation}
 */
public record Schema(String function) {

    public Schema {
        if (!function.matches("[a-z][a-z0-9-]{0,50}")) {
            throw new IllegalArgumentException(
                    "'" + function + "' cannot own a schema: use up to 51 lower case letters,"
                            + " digits and dashes, and start with a letter");
        }
    }

    public String name() {
        return function.replace('-', '_');
    }

    /** The role that the function runs as. */
    public String role() {
        return name();
    }

    /** The role that migrates. */
    public String owner() {
        return name() + "_owner";
    }

    /** The secret with the run role's credentials: reactive-url, jdbc-url, username, password. */
    public String secret() {
        return function + "-database";
    }

    /** The secret with the owner's password, which no function sees. */
    String ownerSecret() {
        return function + "-database-owner";
    }
}
