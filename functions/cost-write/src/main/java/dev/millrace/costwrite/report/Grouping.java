package dev.millrace.costwrite.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What costs are added up by. */
public enum Grouping {
    FUNCTION(Sums.PURPOSES, "function"),
    TENANT(Sums.TOTALS, "tenant"),
    TICKET(Sums.TICKETS, "ticket"),
    WORKFLOW(Sums.TICKETS, "workflow"),
    MODEL(Sums.PURPOSES, "model"),
    UPSTREAM(Sums.PURPOSES, "upstream"),
    PROJECT(Sums.PURPOSES, "project"),
    KEY(Sums.PURPOSES, "key"),
    DAY(Sums.TOTALS, "day");

    private final Sums sums;
    private final String column;

    Grouping(Sums sums, String column) {
        this.sums = sums;
        this.column = column;
    }

    public static Optional<Grouping> of(String name) {
        return Arrays.stream(values())
                .filter(grouping -> grouping.column.equals(name))
                .findFirst();
    }

    public static String names() {
        return Arrays.stream(values())
                .map(grouping -> grouping.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** There are so many tickets and workflows that only those of one tenant can be added up at once. */
    public boolean needsTenant() {
        return sums == Sums.TICKETS;
    }

    Sums sums() {
        return sums;
    }

    String column() {
        return column;
    }

    /** How the first key's predecessor is written. */
    String cast() {
        return this == DAY ? "::date" : "::text";
    }
}
