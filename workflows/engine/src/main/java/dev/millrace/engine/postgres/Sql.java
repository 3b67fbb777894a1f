package dev.millrace.engine.postgres;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values travel to and from columns. Many rows travel as one array per column. */
final class Sql {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Sql() {}

    /** A statement whose parameters are arrays, one after the other. */
    static final class Columns implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement statement;
        private int next = 1;

        Columns(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(sql);
        }

        private <T> Columns array(String type, Collection<T> rows, Function<T, ? extends @Nullable Object> value)
                throws SQLException {
            Object[] values = new Object[rows.size()];
            int i = 0;
            for (T row : rows) {
                values[i++] = value.apply(row);
            }
            statement.setArray(next++, connection.createArrayOf(type, values));
            return this;
        }

        <T> Columns texts(Collection<T> rows, Function<T, @Nullable String> value) throws SQLException {
            return array("text", rows, value);
        }

        <T> Columns ints(Collection<T> rows, Function<T, Integer> value) throws SQLException {
            return array("int4", rows, value);
        }

        <T> Columns longs(Collection<T> rows, Function<T, Long> value) throws SQLException {
            return array("int8", rows, value);
        }

        <T> Columns booleans(Collection<T> rows, Function<T, Boolean> value) throws SQLException {
            return array("bool", rows, value);
        }

        /** Instants travel as text and are cast in the statement. */
        <T> Columns times(Collection<T> rows, Function<T, @Nullable Instant> value) throws SQLException {
            return array("text", rows, row -> {
                Instant instant = value.apply(row);
                return instant == null ? null : clamp(instant).toString();
            });
        }

        <T> Columns bytes(Collection<T> rows, Function<T, byte @Nullable []> value) throws SQLException {
            byte[][] values = new byte[rows.size()][];
            int i = 0;
            for (T row : rows) {
                values[i++] = value.apply(row);
            }
            statement.setArray(next++, connection.createArrayOf("bytea", values));
            return this;
        }

        Columns time(Instant instant) throws SQLException {
            statement.setString(next++, clamp(instant).toString());
            return this;
        }

        Columns number(long value) throws SQLException {
            statement.setLong(next++, value);
            return this;
        }

        Columns text(@Nullable String value) throws SQLException {
            statement.setString(next++, value);
            return this;
        }

        int update() throws SQLException {
            return statement.executeUpdate();
        }

        <R> List<R> rows(Row<R> row) throws SQLException {
            try (ResultSet results = statement.executeQuery()) {
                var rows = new ArrayList<R>();
                while (results.next()) {
                    rows.add(row.read(results));
                }
                return rows;
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    /** Reads one row. */
    interface Row<R> {
        R read(ResultSet results) throws SQLException;
    }

    static Columns columns(Connection connection, String sql) throws SQLException {
        return new Columns(connection, sql);
    }

    /** PostgreSQL's time ends sooner than Java's. */
    static Instant clamp(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }

    static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte @Nullable [] bytes(@Nullable ByteString bytes) {
        return bytes == null ? null : bytes.toByteArray();
    }

    static @Nullable Instant time(ResultSet results, String column) throws SQLException {
        OffsetDateTime time = results.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant requiredTime(ResultSet results, String column) throws SQLException {
        return results.getObject(column, OffsetDateTime.class).toInstant();
    }
}
