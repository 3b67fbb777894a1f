package dev.millrace.modeldispatch.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.modeldispatch.admission.Replica;
import dev.millrace.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the role that runs may see and do in the tables of budgets, whatever statement a defect makes it send. */
class BudgetRowsTest {

    private static final TestDatabase DATABASE = Replica.schema();

    @BeforeAll
    static void fill() throws SQLException {
        try (Connection connection = DATABASE.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String tenant : new String[] {"acme", "other"}) {
                statement.execute("""
                    INSERT INTO model_dispatch.budgets (tenant, budget, period_start, period_end, currency, own, cap, leased)
                    VALUES ('%1$s', 'tenant', '2026-11-01', '2026-12-01', 'USD', true, 100, 10)""".formatted(tenant));
                statement.execute("""
                    INSERT INTO model_dispatch.leases (id, tenant, budget, period_start, currency, own, replica, amount,
                      granted_at, expires_at)
                    VALUES (gen_random_uuid(), '%1$s', 'tenant', '2026-11-01', 'USD', true, 'one', 10, now(), now())""".formatted(tenant));
            }
        }
    }

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"budgets", "leases"})
    void showsATenantItsRowsAlone(String table) throws SQLException {
        try (Connection connection = DATABASE.connect("model_dispatch");
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute("SET search_path = model_dispatch");

            // Then
            assertThat(tenants(statement, table)).isEmpty();
            statement.execute("SET millrace.tenant = 'acme'");
            assertThat(tenants(statement, table)).isEqualTo("acme");
            statement.execute("SET millrace.tenant = 'nobody'");
            assertThat(tenants(statement, table)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE budgets SET settled = 0",
                "UPDATE budgets SET cap = 1000000",
                "DELETE FROM budgets",
                "INSERT INTO budgets SELECT * FROM budgets",
                "UPDATE leases SET amount = 1000000",
                "DELETE FROM leases",
                "SELECT reclaim('acme', 'tenant', '2026-11-01', 'USD')",
                "ALTER TABLE budgets DISABLE ROW LEVEL SECURITY",
            })
    void changesNothingButByItsFunctions(String attempt) throws SQLException {
        try (Connection connection = DATABASE.connect("model_dispatch");
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = model_dispatch");
            statement.execute("SET millrace.tenant = 'acme'");

            assertThatThrownBy(() -> statement.execute(attempt))
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void neverHoldsMoreThanTheCap() throws SQLException {
        try (Connection connection = DATABASE.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE model_dispatch.budgets SET leased = 101"))
                    .hasMessageContaining("never_above_the_cap");
        }
    }

    private static String tenants(Statement statement, String table) throws SQLException {
        try (var rows = statement.executeQuery("SELECT coalesce(string_agg(DISTINCT tenant, ','), '') FROM " + table)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
