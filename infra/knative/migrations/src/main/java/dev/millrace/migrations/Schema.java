package dev.millrace.migrations;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The schema of one function, and the two roles that know it. Names are plain lower case words, safe in SQL.
 *
 * @param function name of the function, such as {@code hook-validation}; {@code engine} and {@code content} as well
 */
record Schema(String function) {

    private static final String SCRIPTS = "/src/main/resources/db/migration/";
    private static final String PLATFORM = "shared-lib/platform";
    private static final Map<String, String> ELSEWHERE =
            Map.of("workflows-host", "workflows/host", "engine", "workflows/engine", "content", PLATFORM);

    /** What functions share instead of a function's own; a record of handled events is no part of it. */
    private static final List<String> SHARED = List.of("engine", "content");

    Schema {
        if (!function.matches("[a-z][a-z0-9-]{0,50}")) {
            throw new IllegalArgumentException(
                    "'" + function + "' cannot own a schema: use up to 51 lower case letters,"
                            + " digits and dashes, and start with a letter");
        }
    }

    String name() {
        return function.replace('-', '_');
    }

    /** The role that the function runs as. */
    String role() {
        return name();
    }

    /** The role that migrates. Nobody logs in as it. */
    String owner() {
        return name() + "_owner";
    }

    /** Where scripts lie on the class path: the function's own, if it has some, and the platform kit's. */
    List<String> folders() {
        String own = ELSEWHERE.getOrDefault(function, "functions/" + function) + SCRIPTS + name();
        Stream<String> folders =
                SHARED.contains(function) ? Stream.of(own) : Stream.of(own, PLATFORM + SCRIPTS + "platform");
        return folders.filter(folder -> Schema.class.getClassLoader().getResource(folder) != null)
                .toList();
    }
}
