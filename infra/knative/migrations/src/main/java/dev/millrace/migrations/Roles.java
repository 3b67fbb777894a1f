package dev.millrace.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Makes roles and schemas as a role that may create roles and owns the database. No role of a function is a superuser or
 * above row-level security, and none sees another function's schema.
 */
final class Roles {

    private final Connection connection;

    Roles(Connection connection) {
        this.connection = connection;
    }

    /** Makes what is missing and sets each function's password again, for it may be a new one. */
    void provide(Map<Schema, String> functions, Schema shared) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String database = statement.enquoteIdentifier(connection.getCatalog(), true);
            statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (Map.Entry<Schema, String> function : functions.entrySet()) {
                Schema schema = function.getKey();
                own(statement, schema);
                run(statement, schema, statement.enquoteLiteral(function.getValue()), database);
            }
            own(statement, shared);
        }
        connection.commit();
    }

    private void own(Statement statement, Schema schema) throws SQLException {
        if (!exists(schema.owner())) {
            statement.execute("CREATE ROLE \"%s\" NOLOGIN".formatted(schema.owner()));
        }
        // Who is no superuser acts for the roles that it is a member of.
        statement.execute("GRANT \"%s\" TO CURRENT_USER".formatted(schema.owner()));
        statement.execute(
                "CREATE SCHEMA IF NOT EXISTS \"%s\" AUTHORIZATION \"%s\"".formatted(schema.name(), schema.owner()));
    }

    private void run(Statement statement, Schema schema, String password, String database) throws SQLException {
        String verb = exists(schema.role()) ? "ALTER" : "CREATE";
        statement.execute("%s ROLE \"%s\" LOGIN NOINHERIT PASSWORD %s".formatted(verb, schema.role(), password));
        statement.execute("ALTER ROLE \"%s\" SET search_path = \"%s\"".formatted(schema.role(), schema.name()));
        statement.execute("GRANT CONNECT ON DATABASE %s TO \"%s\"".formatted(database, schema.role()));
        statement.execute("GRANT USAGE ON SCHEMA \"%s\" TO \"%s\"".formatted(schema.name(), schema.role()));
    }

    private boolean exists(String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
