package dev.millrace.docsupdate.change;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A released or coming version (Semantic Versioning 2.0.0, without pre-releases). */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    /** Where versions begin, by the advice of the specification. */
    public static final Version FIRST = new Version(0, 1, 0);

    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final Pattern TEXT = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER);
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    /** Reads {@code 1.2.3} and {@code v1.2.3}; empty for anything else, pre-releases included. */
    public static Optional<Version> parse(String text) {
        Matcher match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new Version(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3))))
                : Optional.empty();
    }

    /** Before 1.0.0 nothing is promised yet: what breaks raises the minor version. */
    public Version next(Bump bump) {
        return switch (bump) {
            case MAJOR -> major == 0 ? new Version(0, minor + 1, 0) : new Version(major + 1, 0, 0);
            case MINOR -> new Version(major, minor + 1, 0);
            case PATCH -> new Version(major, minor, patch + 1);
        };
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
