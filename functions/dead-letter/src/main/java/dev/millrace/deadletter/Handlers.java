package dev.millrace.deadletter;

import java.util.Optional;

/** Who handles the commands of each type. */
@FunctionalInterface
interface Handlers {

    /** The name of the function; empty for facts and for types of other people. */
    Optional<String> of(String type);
}
