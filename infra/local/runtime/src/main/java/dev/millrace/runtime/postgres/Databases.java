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

    private static final String NO_SUCH_DATABASE = "3D000";

    private final PostgresServer server;
    private final SecretStore secrets;

    public Databases(PostgresServer server, SecretStore secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /** Makes what is missing, and hands each function its credentials as the secret that its manifest names. */
    public void provision(Collection<Schema> schemas) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // Passwords are 256 random bits, which no number of iterations makes harder to guess; each cold start of a
            // function would pay for them.
            statement.execute("SET scram_iterations = 1");
            Set<String> roles = roles(statement);
            var sql = new StringBuilder("""
                REVOKE ALL ON DATABASE millrace FROM PUBLIC;
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                """);
            for (Schema schema : schemas) {
                sql.append(role(statement, roles, schema.owner(), ownerPassword(schema), schema));
                sql.append(role(statement, roles, schema.role(), password(schema), schema));
                sql.append("""
                    CREATE SCHEMA IF NOT EXISTS "%1$s" AUTHORIZATION "%2$s";
                    GRANT USAGE ON SCHEMA "%1$s" TO "%3$s";
                    """.formatted(schema.name(), schema.owner(), schema.role()));
            }
            // One round trip and, as PostgreSQL treats a list of statements, one transaction.
            statement.execute(sql.toString());
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

    private Connection connect() throws SQLException {
        try {
            return server.connect(NAME);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
        }
        return server.connect(NAME);
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

    private static String role(Statement statement, Set<String> existing, String role, String password, Schema schema)
            throws SQLException {
        String verb = existing.contains(role) ? "ALTER" : "CREATE";
        // The password again each time: the secret may have been replaced since, and the file is what functions get.
        return """
            %1$s ROLE "%2$s" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT PASSWORD %3$s;
            ALTER ROLE "%2$s" SET search_path = "%4$s";
            GRANT CONNECT ON DATABASE millrace TO "%2$s";
            """.formatted(verb, role, statement.enquoteLiteral(password), schema.name());
    }
}
