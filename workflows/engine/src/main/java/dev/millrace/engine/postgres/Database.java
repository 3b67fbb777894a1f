package dev.millrace.engine.postgres;

import dev.millrace.engine.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import javax.sql.DataSource;

/** Connections, and what their failures mean. Thread-safe. */
record Database(DataSource connections) {

    /** Something done with a connection. */
    interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    /** Works on a connection that commits each statement. */
    <R> R read(Work<R> work) {
        try (Connection connection = connections.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Works in one transaction. */
    <R> R write(Work<R> work) {
        try (Connection connection = connections.getConnection()) {
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    static <R> R inTransaction(Connection connection, Work<R> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            R result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        } finally {
            restore(connection);
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is broken, which its user has heard already; the pool will notice too.
        }
    }

    static StoreException failure(SQLException e) {
        return new StoreException("PostgreSQL: " + e.getMessage(), e, isPassing(e));
    }

    /** Whether the same statement may succeed later: no connection, a server that stops, a lost race, no resources. */
    static boolean isPassing(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientException
                || state == null
                || state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("40")
                || state.equals("25P03");
    }
}
