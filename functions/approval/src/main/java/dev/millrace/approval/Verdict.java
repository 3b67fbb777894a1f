package dev.millrace.approval;

import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What comes of something that somebody does. */
sealed interface Verdict {

    /** @param outcome what it decided; null while others must say yes as well */
    record Counts(@Nullable Outcome outcome) implements Verdict {}

    /** Somebody else decides now. */
    record Delegates(Person to) implements Verdict {}

    /** What was said is taken back. */
    record Retracts() implements Verdict {}

    /** It changes nothing. */
    record Ignored(Why why) implements Verdict {}

    enum Why {
        NOT_ASKED,
        /** They hold a link, where the team wants to know who they are. */
        NOT_SIGNED_IN,
        ALREADY_DECIDED,
        TOO_LATE,
        ALREADY_VOTED,
        HANDED_ON,
        FORM_USED,
        OTHER_DIFF,
        NO_REASON,
        /** There is nothing to take back. */
        NOT_VOTED,
        /** The other is not in the directory, was asked already, or wrote the ticket. */
        NO_SUBSTITUTE
    }

    /** A word for the audit. */
    default String word() {
        return switch (this) {
            case Counts counts when counts.outcome() != null -> "decided";
            case Counts counts -> "counted";
            case Delegates delegates -> "delegated";
            case Retracts retracts -> "retracted";
            case Ignored(Why why) -> why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
