package dev.millrace.forge.git;

/** What became of the attempt to move a ref. */
public sealed interface RefMove {

    record Moved() implements RefMove {}

    /**
     * Somebody was faster, or the expectation was wrong.
     *
     * @param actual {@link GitRepo#NONE} when there is no such ref
     */
    record Stale(String actual) implements RefMove {}

    record Refused(String reason) implements RefMove {}
}
