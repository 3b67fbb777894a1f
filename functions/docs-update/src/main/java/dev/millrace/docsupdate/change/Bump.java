package dev.millrace.docsupdate.change;

import java.util.Collection;

/** Which part of a version changes (Semantic Versioning 2.0.0, rules 6 to 8), the smallest first. */
public enum Bump {
    PATCH,
    MINOR,
    MAJOR;

    /** What a release with these changes needs. */
    public static Bump of(Collection<Change> changes) {
        return changes.stream().map(Bump::of).max(Bump::compareTo).orElse(PATCH);
    }

    private static Bump of(Change change) {
        if (change.breaking()) {
            return MAJOR;
        }
        return switch (change.category()) {
            case ADDED, DEPRECATED, REMOVED -> MINOR;
            case CHANGED, FIXED, SECURITY -> PATCH;
        };
    }
}
