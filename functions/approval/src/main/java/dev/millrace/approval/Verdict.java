package dev.millrace.approval;

import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What comes of an attempt to decide. */
sealed interface Verdict {

    /** @param outcome what it decided; null while others must say yes as well */
    record Counts(@Nullable Outcome outcome) implements Verdict {}

    /** It changes nothing. */
    record Ignored(Why why) implements Verdict {}

    enum Why {
        NOT_ASKED,
        ALREADY_DECIDED,
        TOO_LATE,
        ALREADY_VOTED,
        FORM_USED,
        OTHER_DIFF,
        NO_REASON
    }

    /** A word for the audit. */
    default String word() {
        return switch (this) {
            case Counts counts when counts.outcome() != null -> "decided";
            case Counts counts -> "counted";
            case Ignored(Why why) -> why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
