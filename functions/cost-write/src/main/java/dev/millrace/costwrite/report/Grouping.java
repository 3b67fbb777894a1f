package dev.millrace.costwrite.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What costs are added up by. */
public enum Grouping {
    FUNCTION("days", "function"),
    TENANT("days", "tenant"),
    TICKET("ticket_days", "ticket"),
    WORKFLOW("ticket_days", "workflow"),
    MODEL("days", "model"),
    UPSTREAM("days", "upstream"),
    PROJECT("days", "project"),
    KEY("days", "key"),
    DAY("days", "day");

    private final String table;
    private final String column;

    Grouping(String table, String column) {
        this.table = table;
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
        return table.equals("ticket_days");
    }

    String table() {
        return table;
    }

    String column() {
        return column;
    }

    /** How the first key's predecessor is written. */
    String cast() {
        return this == DAY ? "::date" : "::text";
    }
}
