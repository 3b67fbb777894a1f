package dev.millrace.costwrite.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static final Path MONTHS = Path.of(
            System.getProperty("millrace.root"),
            "functions/cost-write/src/main/resources/db/migration/cost_write/V2__months.sql");

    @Test
    void sumsUpWhatWasBookedBeforeThereWereMonths() throws SQLException, IOException {
        // Given
        try (TestDatabase database = TestLedger.schema()) {
            try (Connection admin = database.connectAsAdmin();
                    Statement statement = admin.createStatement()) {
                statement.execute("DROP TABLE cost_write.months, cost_write.totals");
                statement.execute("""
                    INSERT INTO cost_write.days
                    SELECT 'acme', day::date, 'expense:model', 'f', '', '', m, '', 'USD', 1, 1, 1, 1, 1, 10
                    FROM generate_series('2026-01-30'::date, '2026-02-02', '1 day') day, (VALUES ('a'), ('b')) AS v (m)""");
            }

            // When
            try (Connection owner = database.connect("cost_write_owner");
                    Statement statement = owner.createStatement()) {
                statement.execute("SET search_path = cost_write");
                statement.execute(Files.readString(MONTHS).replace("${role}", "cost_write"));
            }

            // Then
            assertThat(TestLedger.table(database, "SELECT month || model, amount FROM cost_write.months"))
                    .isEqualTo(Map.of("2026-01-01a", 20L, "2026-01-01b", 20L, "2026-02-01a", 20L, "2026-02-01b", 20L));
            assertThat(TestLedger.table(database, "SELECT day::text, amount FROM cost_write.totals"))
                    .isEqualTo(Map.of("2026-01-30", 20L, "2026-01-31", 20L, "2026-02-01", 20L, "2026-02-02", 20L));
        }
    }
}
