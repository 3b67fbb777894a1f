package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.journey.Postman;
import dev.millrace.runtime.journey.Sightings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks whether ledger, audit log and broker's store agree, each with itself and with the others. */
final class Books {

    private final SpawnedHouse house;
    private final Sightings sightings;
    private final Commands commands;

    Books(SpawnedHouse house, Sightings sightings, Commands commands) {
        this.house = house;
        this.sightings = sightings;
        this.commands = commands;
    }

    List<String> findings() throws SQLException, IOException {
        var findings = new Findings();
        try (Connection connection = sightings.connect()) {
            findings.expectWhole(connection);
            workflows(connection, findings);
            ledger(connection, findings);
        }
        Commands.Said reconciled = run("cost", "reconcile", "--tenant", Postman.TENANT);
        if (!reconciled.yes()) {
            findings.add(
                    "admission and ledger do not agree: " + reconciled.words().strip());
        }
        audit(findings);
        return findings.all();
    }

    long deadLetters() throws SQLException {
        try (Connection connection = sightings.connect()) {
            return Findings.number(connection, "SELECT count(*) FROM dead_letter.dead_letters");
        }
    }

    private static void workflows(Connection connection, Findings findings) throws SQLException {
        findings.expectNone(connection, "tickets with more than one workflow", """
            SELECT count(*) FROM (
              SELECT correlation_id FROM broker.events WHERE instance_id IS NOT NULL AND correlation_id IS NOT NULL
              GROUP BY correlation_id HAVING count(DISTINCT split_part(instance_id, ':', 1)) > 1) several""");
    }

    private static void ledger(Connection connection, Findings findings) throws SQLException {
        findings.expectNone(connection, "entries that do not balance", """
            SELECT count(*) FROM (
              SELECT entry FROM cost_write.postings GROUP BY entry, currency HAVING sum(amount) <> 0) unbalanced""");
        findings.expectNone(connection, "usage events that are not booked", """
            SELECT count(DISTINCT e.id) FROM broker.events e LEFT JOIN cost_write.entries b
              ON b.tenant = e.tenant AND b.source = e.source AND b.event_id = e.id
            WHERE e.type LIKE 'dev.millrace.usage.%' AND b.id IS NULL""");
        findings.expectNone(connection, "usage events that were refused", """
            SELECT count(*) FROM cost_write.refused_usage""");
        findings.expectNone(connection, "merges more or fewer in the ledger than in the broker's store", """
            SELECT (SELECT count(*) FROM cost_write.merges) - (SELECT count(DISTINCT id) FROM broker.events
              WHERE type = 'dev.millrace.pullrequest.merged.v1')""");
    }

    private void audit(Findings findings) throws IOException {
        Path folder = Files.createTempDirectory("millrace-audit");
        Path export = folder.resolve("audit.jsonl");
        Path key = folder.resolve("audit.jsonl.key");
        try {
            if (!run("audit", "export", export.toString()).yes()) {
                findings.add("the audit log cannot be exported");
            } else if (!commands.run(List.of("audit", "verify", export.toString(), "--key", key.toString()))
                    .yes()) {
                findings.add("the audit log's proofs do not hold");
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private Commands.Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", house.data().toString()));
        return commands.run(all);
    }
}
