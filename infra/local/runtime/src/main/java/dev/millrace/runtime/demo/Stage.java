package dev.millrace.runtime.demo;

import java.util.Locale;

/** How far a ticket's work is. */
enum Stage {
    FILED,
    TAKEN,
    PLANNED,
    DRAFTED,
    WAITING,
    APPROVED,
    MERGED,
    DOCUMENTED,
    ENDED;

    String word() {
        return this == WAITING ? "waiting for approval" : name().toLowerCase(Locale.ROOT);
    }
}
