package dev.millrace.runtime.broker.store;

import java.sql.SQLException;

/** Tells a store that is down from an entry that no store would take. */
final class Outage {

    private Outage() {}

    /**
     * Whether the statement's own data was refused: SQLSTATE classes 22 (data exception) and 54 (program limit). All
     * else, a sequence taken by somebody else included, is mended by waiting and looking again.
     */
    static boolean isPoison(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
    }
}
