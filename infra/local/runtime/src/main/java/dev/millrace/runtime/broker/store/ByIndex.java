package dev.millrace.runtime.broker.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens connections whose statements go by index, whatever the planner knows of the tables. */
final class ByIndex {

    // Plans are kept with their statements, and one made while the tables are small would read them whole for ever.
    private static final String SETTINGS =
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    private ByIndex() {}

    static Connection open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(SETTINGS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
