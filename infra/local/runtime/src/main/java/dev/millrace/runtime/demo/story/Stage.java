package dev.millrace.runtime.demo.story;

import java.util.Locale;

/** How far a ticket's work is. */
public enum Stage {
    FILED,
    TAKEN,
    PLANNED,
    DRAFTED,
    WAITING,
    APPROVED,
    MERGED,
    DOCUMENTED,
    ENDED;

    public String word() {
        return this == WAITING ? "waiting for approval" : name().toLowerCase(Locale.ROOT);
    }
}
