package dev.millrace.runtime.postgres;

import dev.millrace.runtime.secrets.SecretStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Provides the one database and, for each function, its schema, roles and credentials. No role of a function is a
 * superuser or above row-level security, and none sees another function's schema. Repeating it changes nothing.
 */
public final class Databases {

    /** The database that all functions share, each in its own schema. */
    public static final String NAME = "millrace";

    private final PostgresServer server;
    private final SecretStore secrets;

    public Databases(PostgresServer server, SecretStore secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /** Makes what is missing, and hands each function its credentials as the secret that its manifest names. */
    public void provision(Collection<Schema> schemas) throws SQLException {
        createDatabase();
        try (Connection connection = server.connect(NAME);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC");
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            Set<String> roles = roles(statement);
            for (Schema schema : schemas) {
                role(statement, roles, schema.owner(), ownerPassword(schema), schema);
                role(statement, roles, schema.role(), password(schema), schema);
                statement.execute("CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s"
                        .formatted(quoted(schema.name()), quoted(schema.owner())));
                statement.execute(
                        "GRANT USAGE ON SCHEMA %s TO %s".formatted(quoted(schema.name()), quoted(schema.role())));
            }
            connection.commit();
        }
        schemas.forEach(this::publish);
    }

    /** What a function logs in with. */
    public Credentials credentials(Schema schema) {
        return new Credentials(server.jdbcUrl(NAME), schema.role(), password(schema));
    }

    /** What migrates a function's schema. */
    Credentials ownerCredentials(Schema schema) {
        return new Credentials(server.jdbcUrl(NAME), schema.owner(), ownerPassword(schema));
    }

    private void publish(Schema schema) {
        String address = "postgresql://127.0.0.1:" + server.port() + "/" + NAME;
        secrets.put(schema.secret(), "reactive-url", "vertx-reactive:" + address);
        secrets.put(schema.secret(), "jdbc-url", "jdbc:" + address);
        secrets.put(schema.secret(), "username", schema.role());
    }

    private String password(Schema schema) {
        return secrets.get(schema.secret(), "password");
    }

    private String ownerPassword(Schema schema) {
        return secrets.get(schema.ownerSecret(), "password");
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        }
    }

    private static Set<String> roles(Statement statement) throws SQLException {
        var roles = new HashSet<String>();
        try (ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_roles")) {
            while (rows.next()) {
                roles.add(rows.getString(1));
            }
        }
        return roles;
    }

    private static void role(Statement statement, Set<String> existing, String role, String password, Schema schema)
            throws SQLException {
        String verb = existing.contains(role) ? "ALTER" : "CREATE";
        // The password again each time: the secret may have been replaced since, and the file is what functions get.
        statement.execute(
                "%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD %s"
                        .formatted(verb, quoted(role), statement.enquoteLiteral(password)));
        if (!existing.contains(role)) {
            statement.execute("ALTER ROLE %s SET search_path = %s".formatted(quoted(role), quoted(schema.name())));
            statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(NAME, quoted(role)));
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
