package dev.millrace.modeldispatch.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every state that a budget's row has ever had, written by a trigger of the database in the same transaction. */
final class StateLog {

    private final Desk desk;

    StateLog(Desk desk) {
        this.desk = desk;
        desk.execute("""
            CREATE TABLE states (
              number bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(),
              settled bigint NOT NULL, leased bigint NOT NULL, cap bigint NOT NULL, tolerated bigint NOT NULL);
            CREATE FUNCTION log_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = model_dispatch AS $$
            BEGIN
              INSERT INTO states (settled, leased, cap, tolerated)
              VALUES (NEW.settled, NEW.leased, NEW.cap, NEW.tolerated);
              RETURN NULL;
            END $$;
            CREATE TRIGGER log_state AFTER INSERT OR UPDATE ON budgets FOR EACH ROW EXECUTE FUNCTION log_state();
            """);
    }

    private record State(Instant at, long free) {}

    /** A call that was refused between two moments although it may have fitted. */
    record Refusal(Instant from, Instant until, long cost) {}

    void requireNeverAboveTheCap() {
        assertThat(desk.number("SELECT count(*) FROM states")).isGreaterThan(10);
        assertThat(desk.number("SELECT count(*) FROM states WHERE settled + leased > cap OR tolerated <> 0"))
                .isZero();
    }

    /** For each refusal there was a moment in which the call did not fit into what is neither settled nor leased. */
    void requireJust(List<Refusal> refusals) throws SQLException {
        List<State> states = states();
        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < states.size(); i++) {
                // A state is written a little before its commit shows it, so the one before counts as well.
                boolean over = i + 2 < states.size() && states.get(i + 2).at().isBefore(refusal.from());
                if (!over && states.get(i).at().isBefore(refusal.until())) {
                    least = Math.min(least, states.get(i).free());
                }
            }
            assertThat(least).isLessThan(refusal.cost());
        });
    }

    private List<State> states() throws SQLException {
        List<State> states = new ArrayList<>();
        try (var connection = desk.database.connectAsAdmin();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT at, cap - settled - leased FROM model_dispatch.states ORDER BY number")) {
            while (rows.next()) {
                states.add(new State(rows.getTimestamp(1).toInstant(), rows.getLong(2)));
            }
        }
        return states;
    }
}
