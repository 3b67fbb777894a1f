package dev.millrace.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Migrates schemas with Flyway, each as its owner. A schema whose scripts equal those of the last success is left alone
 * without asking Flyway: nearly every start is such a one, and it should be quick.
 */
public final class Migrations {

    private final PostgresServer server;
    private final Databases databases;

    public Migrations(PostgresServer server, Databases databases) {
        this.server = server;
        this.databases = databases;
    }

    /**
     * Brings schemas that have been provisioned up to date, in the given order.
     *
     * @return the schemas that had something to do
     * @throws IllegalStateException when a script fails or does not fit what was migrated before; earlier schemas stay
     *     migrated
     */
    public List<Schema> run(Collection<Migration> migrations) throws SQLException {
        var migrated = new ArrayList<Schema>();
        try (Connection connection = server.connect(Databases.NAME)) {
            Map<String, String> done = done(connection);
            for (Migration migration : migrations) {
                String digest = migration.digest();
                if (!digest.equals(done.get(migration.schema().name()))) {
                    migrate(migration);
                    remember(connection, migration.schema(), digest);
                    migrated.add(migration.schema());
                }
            }
        }
        return migrated;
    }

    private void migrate(Migration migration) {
        Schema schema = migration.schema();
        Credentials owner = databases.ownerCredentials(schema);
        try {
            flyway(migration, owner).migrate();
        } catch (FlywayValidateException e) {
            throw new IllegalStateException(
                    "The data of '" + schema.function()
                            + "' comes from another version of Millrace. Start that version,"
                            + " or this one with a new data directory (--data).",
                    e);
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "The data of '" + schema.function() + "' could not be migrated: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(Migration migration, Credentials owner) {
        return Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.username(), owner.password())
                .schemas(migration.schema().name())
                .createSchemas(false)
                .outOfOrder(true)
                .placeholders(migration.placeholders())
                .resourceProvider(new ScriptResources(migration.scripts()))
                .javaMigrationClassProvider(List::of)
                .load();
    }

    /** In the database itself, so that a lost or restored data directory never lies about its own schemas. */
    private static Map<String, String> done(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                CREATE SCHEMA IF NOT EXISTS runtime;
                CREATE TABLE IF NOT EXISTS runtime.migration (
                  schema_name text PRIMARY KEY,
                  digest text NOT NULL,
                  migrated_at timestamptz NOT NULL DEFAULT now()
                )
                """);
            var done = new HashMap<String, String>();
            try (ResultSet rows = statement.executeQuery("SELECT schema_name, digest FROM runtime.migration")) {
                while (rows.next()) {
                    done.put(rows.getString(1), rows.getString(2));
                }
            }
            return done;
        }
    }

    private static void remember(Connection connection, Schema schema, String digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            INSERT INTO runtime.migration (schema_name, digest) VALUES (?, ?)
            ON CONFLICT (schema_name) DO UPDATE SET digest = excluded.digest, migrated_at = now()
            """)) {
            statement.setString(1, schema.name());
            statement.setString(2, digest);
            statement.executeUpdate();
        }
    }
}
