package dev.millrace.forge.pull;

import java.util.Optional;

/**
 * How somebody wants a pull request to be merged.
 *
 * @param expectedHead refuse when the source is at another commit; empty for any
 * @param message of the new commit; empty for the usual one
 */
public record MergeWish(
        Optional<String> expectedHead,
        Style style,
        Optional<String> message,
        boolean deleteSource,
        boolean closeTickets,
        boolean bypassPolicies) {

    /** How the commits get into the target. */
    public enum Style {
        MERGE,
        SQUASH,
        REBASE
    }

    public static MergeWish of(Style style) {
        return new MergeWish(Optional.empty(), style, Optional.empty(), false, false, false);
    }
}
