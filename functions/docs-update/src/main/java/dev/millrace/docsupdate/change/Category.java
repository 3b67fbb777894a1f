package dev.millrace.docsupdate.change;

/** The kinds of changes of Keep a Changelog 1.1.0, in its order. */
public enum Category {
    ADDED("Added"),
    CHANGED("Changed"),
    DEPRECATED("Deprecated"),
    REMOVED("Removed"),
    FIXED("Fixed"),
    SECURITY("Security");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
