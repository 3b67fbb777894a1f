package dev.millrace.costwrite.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Booked FRESH = new Booked.Entry(true);
    private static final Booked KNOWN = new Booked.Entry(false);

    private final TestDatabase database = TestLedger.schema();
    private final TestLedger ledger = new TestLedger(database.port(), database.name());

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void booksWhatModelsComputeAndBuildsCost() throws SQLException {
        // When
        ledger.book(
                ledger.draft("1", TestLedger.spent("lease", 1, 70)),
                ledger.draft("2", TestLedger.recorded(500, 30)),
                ledger.draft("3", build("17", Duration.ofSeconds(90))));

        // Then
        assertThat(TestLedger.accounts(database))
                .isEqualTo(new java.util.TreeMap<>(Map.of(
                        "expense:model", 70L,
                        "liability:model:stand-in", -70L,
                        "expense:compute:busy", 500L,
                        "expense:compute:idle", 30L,
                        "liability:compute", -530L,
                        "expense:build", 1_500_000_000L,
                        "liability:build:ado", -1_500_000_000L)));
        assertSumsAgree();
    }

    @Test
    void keepsQuantitiesPerDayAndPerTicket() throws SQLException {
        // When
        ledger.book(
                ledger.draft("1", TestLedger.spent("lease", 1, 70)),
                ledger.draft("2", TestLedger.spent("lease", 2, 5)));

        // Then
        assertThat(TestLedger.number(database, """
            SELECT requests * 1000000 + input_tokens * 1000 + output_tokens FROM cost_write.days
            WHERE model = 'default' AND upstream = 'stand-in' AND key = 'agent' AND project = 'apollo'""")).isEqualTo(2_200_040);
        assertThat(TestLedger.number(database, """
            SELECT amount FROM cost_write.ticket_days WHERE ticket = 'ado/Fabrikam/7' AND workflow = 'instance'""")).isEqualTo(75);
    }

    @Test
    void booksADuplicateOnceAlsoWithinABatchAndFromAnotherProcess() throws SQLException {
        // Given
        Draft draft = ledger.draft("1", TestLedger.spent("lease", 1, 70));
        Draft again = ledger.draft("1", TestLedger.spent("lease", 1, 70));

        // When
        var first = ledger.book(draft, again);
        try (var other = new TestLedger(database.port(), database.name())) {
            var second = other.book(draft);

            // Then
            assertThat(first).containsExactly(FRESH, KNOWN);
            assertThat(second).containsExactly(KNOWN);
            assertThat(TestLedger.accounts(database)).containsEntry("expense:model", 70L);
        }
    }

    @Test
    void tellsAnotherEventWithTheSameKey() {
        // Given
        ledger.book(ledger.draft("1", TestLedger.spent("lease", 1, 70)));

        // When
        var outcomes = ledger.book(
                ledger.draft("1", TestLedger.spent("lease", 1, 71)),
                ledger.draft("2", TestLedger.spent("lease", 2, 1)),
                ledger.draft("2", TestLedger.spent("lease", 2, 2)));

        // Then
        assertThat(outcomes).containsExactly(new Booked.OtherContent(), FRESH, new Booked.OtherContent());
    }

    @Test
    void booksABuildOnceThoughTwoEventsTellOfIt() throws SQLException {
        // When
        var outcomes = ledger.book(
                ledger.draft("hook", build("17", Duration.ofMinutes(2))),
                ledger.draft("answer", build("17", Duration.ofMinutes(2))));

        // Then
        assertThat(outcomes).containsExactly(FRESH, KNOWN);
        assertThat(TestLedger.accounts(database)).containsEntry("expense:build", 2_000_000_000L);
    }

    @Test
    void movesLateUsageOutOfTheUnattributedWithoutTouchingWhatIsBooked() throws SQLException {
        // Given
        ledger.book(ledger.draft("1", TestLedger.spent("lease", 1, 30)));
        ledger.book(ledger.draft("2", TestLedger.expired("lease", 100)));

        // When
        ledger.book(ledger.draft("3", TestLedger.spent("lease", 2, 25)));

        // Then
        assertThat(TestLedger.accounts(database))
                .containsEntry("expense:model", 55L)
                .containsEntry("expense:unattributed", 45L)
                .containsEntry("liability:unattributed", -45L);
        assertThat(TestLedger.number(database, """
            SELECT count(*) FROM cost_write.postings WHERE account = 'expense:unattributed' AND amount IN (70, -25)""")).isEqualTo(2);
        assertSumsAgree();
    }

    @Test
    void takesUsageForTruthWhereItExceedsTheLease() throws SQLException {
        // Given
        ledger.book(ledger.draft("1", TestLedger.expired("lease", 100)));

        // When
        ledger.book(ledger.draft("2", TestLedger.spent("lease", 1, 130)));

        // Then
        assertThat(TestLedger.accounts(database))
                .containsEntry("expense:model", 130L)
                .containsEntry("expense:unattributed", 0L);
    }

    @Test
    void bookedMergesCostNothing() throws SQLException {
        // Given
        var merged = new PullRequestEvent.Merged(
                new PullRequestRef("ado", "Fabrikam", "web", "5"), "refs/heads/main", "a", "b", null);

        // When
        ledger.book(ledger.draft("1", merged), ledger.draft("2", merged));

        // Then
        assertThat(TestLedger.number(database, "SELECT count(*) FROM cost_write.merges"))
                .isEqualTo(1);
        assertThat(TestLedger.accounts(database)).isEmpty();
    }

    @Test
    void letsNoOtherDraftSufferFromOneThatLeavesTheRange() throws SQLException {
        // Given
        ledger.book(ledger.draft("1", TestLedger.spent("lease", 1, 1)));
        execute("UPDATE cost_write.days SET amount = 9223372036854775000");

        // When
        var outcomes = ledger.book(
                ledger.draft("2", TestLedger.spent("lease", 2, 1_000)),
                ledger.draft("3", TestLedger.recorded(500, 30)));

        // Then
        assertThat(outcomes).containsExactly(new Booked.OutOfRange(), FRESH);
        assertThat(TestLedger.number(database, "SELECT count(*) FROM cost_write.entries"))
                .isEqualTo(2);
    }

    @Test
    void databaseRefusesPostingsThatDoNotAddUp() throws SQLException {
        // Given
        try (Connection connection = database.connect("cost_write")) {
            connection.createStatement().execute("SET search_path = cost_write; SET millrace.tenant = 'acme'");

            // When
            assertThatThrownBy(() -> connection.createStatement().execute("""
                INSERT INTO postings SELECT 1, line, 'acme', '2026-11-23', 'expense:model', '', '', '', '', '', '', '',
                  0, 0, 0, 0, 0, amount, 'USD' FROM (VALUES (0, 5), (1, -4)) AS v (line, amount)"""))
                    // Then
                    .hasMessageContaining("must add up to 0");
        }
    }

    @Test
    void databaseLetsNobodyChangeOrRemoveAPosting() throws SQLException {
        // Given
        ledger.book(ledger.draft("1", TestLedger.spent("lease", 1, 70)));
        try (Connection connection = database.connect("cost_write")) {
            connection.createStatement().execute("SET search_path = cost_write; SET millrace.tenant = 'acme'");

            // When
            for (String statement : new String[] {
                "UPDATE postings SET amount = 0",
                "DELETE FROM postings",
                "UPDATE entries SET kind = ''",
                "DELETE FROM days"
            }) {
                assertThatThrownBy(() -> connection.createStatement().execute(statement))
                        // Then
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void showsATenantsRowsToNobodyElse() throws SQLException {
        // Given
        ledger.book(
                ledger.draft("acme", "1", TestLedger.spent("lease", 1, 70)),
                ledger.draft("other", "1", TestLedger.spent("lease", 1, 5)));

        // When
        SortedMap<String, Long> seen = new java.util.TreeMap<>();
        try (Connection connection = database.connect("cost_write")) {
            connection.createStatement().execute("SET search_path = cost_write");
            for (String table :
                    List.of("entries", "postings", "days", "months", "totals", "ticket_days", "spending", "leases")) {
                for (String tenant : new String[] {"", "acme"}) {
                    connection.createStatement().execute("SET millrace.tenant = '" + tenant + "'");
                    try (var rows =
                            connection.createStatement().executeQuery("SELECT count(DISTINCT tenant) FROM " + table)) {
                        rows.next();
                        seen.put(table + " as " + tenant, rows.getLong(1));
                    }
                }
            }
        }

        // Then
        assertThat(seen)
                .allSatisfy((view, tenants) -> assertThat(tenants).as(view).isEqualTo(view.endsWith("acme") ? 1 : 0));
    }

    private static BuildEvent.Completed build(String id, Duration duration) {
        return new BuildEvent.Completed(
                new BuildEvent.BuildRef("ado", "Fabrikam", id),
                "ci",
                BuildEvent.Result.SUCCEEDED,
                null,
                null,
                TestLedger.NOW.minus(duration),
                TestLedger.NOW,
                null);
    }

    private void assertSumsAgree() throws SQLException {
        assertThat(TestLedger.table(database, "SELECT account, sum(amount) FROM cost_write.days GROUP BY account"))
                .isEqualTo(TestLedger.table(database, """
                    SELECT account, sum(amount) FROM cost_write.postings WHERE account LIKE 'expense:%' GROUP BY account"""));
        for (String table : List.of("months", "totals", "spending")) {
            assertThat(TestLedger.number(database, "SELECT sum(amount) FROM cost_write." + table))
                    .as(table)
                    .isEqualTo(TestLedger.number(database, "SELECT sum(amount) FROM cost_write.days"));
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
