package dev.millrace.runtime.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Broken promises, a sentence each. For one thread. */
final class Findings {

    private final List<String> sentences = new ArrayList<>();

    List<String> all() {
        return List.copyOf(sentences);
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    /**
     * Each of {@code these} must be counted once, and nobody else.
     *
     * @param kind what they are, such as {@code hooks}
     * @param what each must have one of
     */
    void expectOne(String kind, String what, Collection<String> these, Map<String, Long> counts) {
        List<String> missing =
                these.stream().filter(id -> counts.getOrDefault(id, 0L) == 0).toList();
        List<String> several =
                these.stream().filter(id -> counts.getOrDefault(id, 1L) > 1).toList();
        long strangers =
                counts.keySet().stream().filter(id -> !these.contains(id)).count();
        report(missing, kind + " have no " + what);
        report(several, kind + " have more than one " + what);
        if (strangers > 0) {
            add(strangers + " " + kind + " that nobody sent have a " + what);
        }
    }

    private void report(List<String> found, String sentence) {
        if (!found.isEmpty()) {
            add(found.size() + " " + sentence + ", such as " + found.getFirst());
        }
    }

    /** @param sql one number, which must be 0 */
    void expectNone(Connection connection, String what, String sql) throws SQLException {
        long number = number(connection, sql);
        if (number != 0) {
            add(number + " " + what);
        }
    }

    /** What holds whatever was done to the platform. */
    void expectWhole(Connection connection) throws SQLException {
        expectNone(connection, "events without audit entry", """
            SELECT count(DISTINCT e.id) FROM broker.events e LEFT JOIN audit.entries a ON a.id = e.id
            WHERE a.id IS NULL AND e.type NOT LIKE 'dev.millrace.usage.%'""");
        expectNone(connection, "audit entries more than events", """
            SELECT (SELECT count(*) FROM audit.entries) - (SELECT count(DISTINCT id) FROM broker.events
              WHERE type NOT LIKE 'dev.millrace.usage.%')""");
        expectNone(connection, "deliveries not done", """
            SELECT count(*) FROM broker.deliveries WHERE state NOT IN ('delivered', 'dead-lettered')""");
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** @param sql a name and a number in each row */
    static Map<String, Long> counts(Connection connection, String sql) throws SQLException {
        var counts = new HashMap<String, Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
