package dev.millrace.azure.postgres;

import dev.millrace.contracts.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** One statement in one transaction that sees the rows of one tenant. Thread-safe. */
public final class TenantDatabase {

    private static final String TENANT = "SELECT set_config('millrace.tenant', ?, true)";
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final DataSource source;

    public TenantDatabase(DataSource source) {
        this.source = source;
    }

    /** What becomes of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs a statement.
     *
     * @param sql with parameters as PostgreSQL names them; the first is the tenant
     * @param others the other parameters, in order
     */
    void execute(TenantId tenant, String sql, Object... others) {
        first(tenant, sql, row -> Boolean.TRUE, others);
    }

    /** As {@link #execute}, and reads the first row, if there is one. */
    <T> Optional<T> first(TenantId tenant, String sql, Reader<T> reader, Object... others) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<T> read = run(connection, tenant, sql, reader, others);
                connection.commit();
                return read;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static <T> Optional<T> run(
            Connection connection, TenantId tenant, String sql, Reader<T> reader, Object... others)
            throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(TENANT)) {
            set.setString(1, tenant.value());
            set.execute();
        }
        try (PreparedStatement statement = connection.prepareStatement(forJdbc(sql))) {
            bind(statement, sql, tenant, others);
            if (!statement.execute()) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    /** JDBC counts its parameters by their places; PostgreSQL's may come again. */
    private static void bind(PreparedStatement statement, String sql, TenantId tenant, Object... others)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(tenant.value()));
        values.addAll(List.of(others));
        List<Integer> places = PARAMETER
                .matcher(sql)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
        for (int i = 0; i < places.size(); i++) {
            statement.setObject(i + 1, values.get(places.get(i) - 1));
        }
    }

    private static String forJdbc(String sql) {
        return PARAMETER.matcher(sql).replaceAll("?");
    }
}
