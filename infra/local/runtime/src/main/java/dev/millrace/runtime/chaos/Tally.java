package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.SpawnedHouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

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
        var findings = new Findings();
        try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
            findings.expectOne("hooks", "effect", ids, Findings.counts(connection, """
                SELECT delivery_id, count(*) FROM hook_validation.hooks GROUP BY 1"""));
            findings.expectOne("hooks", "distinct event", ids, Findings.counts(connection, """
                SELECT h.delivery_id, count(DISTINCT e.id)
                FROM hook_validation.hooks h JOIN broker.events e
                  ON e.id = h.event_id AND e.type = 'dev.millrace.ticket.opened.v1'
                GROUP BY 1"""));
            findings.expectOne("hooks", "audit entry", ids, Findings.counts(connection, """
                SELECT h.delivery_id, count(*) FROM hook_validation.hooks h JOIN audit.entries a ON a.id = h.event_id
                GROUP BY 1"""));
            findings.expectWhole(connection);
            findings.expectNone(connection, "dead letters", "SELECT count(*) FROM dead_letter.dead_letters");
        }
        return new Tally(ids.size(), kills, attempts, findings.all());
    }
}
