package dev.millrace.audit.log;

import dev.millrace.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The log's own schema on the tests' PostgreSQL. */
final class AuditSchema {

    private AuditSchema() {}

    static TestDatabase create() {
        Path root = Path.of(System.getProperty("millrace.root"));
        return TestDatabase.create()
                .migrate(
                        "audit",
                        root.resolve("shared-lib/platform/src/main/resources/db/migration/platform"),
                        root.resolve("functions/audit/src/main/resources/db/migration/audit"));
    }

    /** Runs as the superuser, who may do anything. */
    static void execute(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<Long> numbers(TestDatabase database, String query) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var rows = connection.createStatement().executeQuery(query)) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
