package dev.millrace.runtime.broker.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that a multi-row statement unnests. */
final class Columns<T> {

    private final Connection connection;
    private final List<T> rows;

    Columns(Connection connection, List<T> rows) {
        this.connection = connection;
        this.rows = rows;
    }

    Array longs(Function<T, @Nullable Long> column) throws SQLException {
        return connection.createArrayOf("int8", fill(new Long[rows.size()], column));
    }

    Array integers(Function<T, @Nullable Integer> column) throws SQLException {
        return connection.createArrayOf("int4", fill(new Integer[rows.size()], column));
    }

    Array booleans(Function<T, @Nullable Boolean> column) throws SQLException {
        return connection.createArrayOf("bool", fill(new Boolean[rows.size()], column));
    }

    Array texts(Function<T, @Nullable String> column) throws SQLException {
        return connection.createArrayOf("text", fill(new String[rows.size()], column));
    }

    Array bytes(Function<T, byte[]> column) throws SQLException {
        return connection.createArrayOf("bytea", fill(new byte[rows.size()][], column));
    }

    private <V> V[] fill(V[] values, Function<T, ? extends @Nullable V> column) {
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }
}
