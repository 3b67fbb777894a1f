package dev.millrace.approval.page;

/** What a visitor gets. */
sealed interface Reaction {

    record Shown(int status, String html) implements Reaction {}

    /** Look there. */
    record Elsewhere(String location) implements Reaction {}
}
