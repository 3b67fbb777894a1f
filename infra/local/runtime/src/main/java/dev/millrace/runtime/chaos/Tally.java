package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.SpawnedHouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted at the end.
 *
 * @param findings every broken promise, a sentence each; empty when all were kept
 */
public record Tally(int hooks, int kills, int attempts, List<String> findings) {

    public Tally {
        findings = List.copyOf(findings);
    }

    /** Counts what each accepted hook left: one effect (its entry in the ledger), one event, one audit entry. */
    static Tally of(SpawnedHouse house, List<String> ids, int kills, int attempts) throws SQLException, IOException {
        String password = house.secrets().get("postgres", "superuser-password");
        String url = house.secrets().get("hook-validation-database", "jdbc-url");
        List<String> findings = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
            expectOne(findings, "effect", ids, counts(connection, """
                SELECT delivery_id, count(*) FROM hook_validation.hooks GROUP BY 1"""));
            expectOne(findings, "distinct event", ids, counts(connection, """
                SELECT h.delivery_id, count(DISTINCT e.id)
                FROM hook_validation.hooks h JOIN broker.events e
                  ON e.id = h.event_id AND e.type = 'dev.millrace.ticket.opened.v1'
                GROUP BY 1"""));
            expectOne(findings, "audit entry", ids, counts(connection, """
                SELECT h.delivery_id, count(*) FROM hook_validation.hooks h JOIN audit.entries a ON a.id = h.event_id
                GROUP BY 1"""));
            expectNone(connection, findings, "events without audit entry", """
                SELECT count(DISTINCT e.id) FROM broker.events e LEFT JOIN audit.entries a ON a.id = e.id
                WHERE a.id IS NULL AND e.type NOT LIKE 'dev.millrace.usage.%'""");
            expectNone(connection, findings, "audit entries more than events", """
                SELECT (SELECT count(*) FROM audit.entries) - (SELECT count(DISTINCT id) FROM broker.events
                  WHERE type NOT LIKE 'dev.millrace.usage.%')""");
            expectNone(connection, findings, "dead letters", "SELECT count(*) FROM dead_letter.dead_letters");
            expectNone(connection, findings, "deliveries not done", """
                SELECT count(*) FROM broker.deliveries WHERE state <> 'delivered'""");
        }
        return new Tally(ids.size(), kills, attempts, findings);
    }

    private static void expectOne(List<String> findings, String what, List<String> ids, Map<String, Long> counts) {
        long missing = ids.stream().filter(id -> !counts.containsKey(id)).count();
        long several =
                ids.stream().filter(id -> counts.getOrDefault(id, 1L) > 1).count();
        if (missing > 0) {
            findings.add(missing + " hooks have no " + what);
        }
        if (several > 0) {
            findings.add(several + " hooks have more than one " + what);
        }
        if (counts.size() > ids.size()) {
            findings.add(counts.size() - ids.size() + " hooks that nobody sent have a " + what);
        }
    }

    private static void expectNone(Connection connection, List<String> findings, String what, String sql)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            if (rows.getLong(1) != 0) {
                findings.add(rows.getLong(1) + " " + what);
            }
        }
    }

    private static Map<String, Long> counts(Connection connection, String sql) throws SQLException {
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
