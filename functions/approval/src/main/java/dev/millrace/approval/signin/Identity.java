package dev.millrace.approval.signin;

import dev.millrace.contracts.events.ApprovalEvent.Means;
import org.jspecify.annotations.Nullable;

/** What is known of a visitor who comes with somebody's link. */
public sealed interface Identity {

    /** The team does not ask: it is whoever holds the link. */
    record LinkHolder() implements Identity {}

    /** They signed in, and are the link's person. */
    record Known() implements Identity {}

    /** They must sign in first. */
    record Stranger() implements Identity {}

    /** They signed in as somebody else than the link's person. */
    record Other(String label) implements Identity {}

    /** They must sign in, and nobody can: no provider is configured. */
    record Unverifiable() implements Identity {}

    /** @return how they may act; null while they may not */
    default @Nullable Means means() {
        return switch (this) {
            case LinkHolder holder -> Means.LINK;
            case Known known -> Means.PERSON;
            case Stranger stranger -> null;
            case Other other -> null;
            case Unverifiable unverifiable -> null;
        };
    }
}
