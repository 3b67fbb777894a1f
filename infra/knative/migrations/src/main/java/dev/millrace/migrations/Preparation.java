package dev.millrace.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/**
 * Brings one database up to date.
 *
 * @param url of the database, JDBC
 * @param username of a role that may create roles and owns the database
 */
record Preparation(String url, String username, String password) {

    /** Content too large or too confidential for events; every function reads and writes it. */
    private static final Schema CONTENT = new Schema("content");

    /**
     * Provides roles and schemas, then migrates schema by schema. What was done stays done when a later one fails.
     *
     * @return how many scripts ran, by schema
     * @throws org.flywaydb.core.api.FlywayException when a script fails or does not fit what was migrated before
     */
    Map<String, Integer> run(Passwords passwords) throws SQLException {
        Map<Schema, String> functions = passwords.bySchema();
        try (Connection connection = DriverManager.getConnection(url, username, password)) {
            new Roles(connection).provide(functions, CONTENT);
        }
        var scripts = new LinkedHashMap<String, Integer>();
        String readers = functions.keySet().stream().map(Schema::role).sorted().collect(Collectors.joining(","));
        scripts.put(CONTENT.name(), migrate(CONTENT, Map.of("roles", readers)));
        for (Schema schema : functions.keySet()) {
            scripts.put(schema.name(), migrate(schema, Map.of()));
        }
        return scripts;
    }

    private int migrate(Schema schema, Map<String, String> more) {
        var placeholders = new HashMap<>(more);
        placeholders.put("schema", schema.name());
        placeholders.put("role", schema.role());
        return Flyway.configure()
                .dataSource(url, username, password)
                // What scripts make belongs to the owner, who is the CURRENT_USER of their policies.
                .initSql("SET ROLE \"" + schema.owner() + "\"")
                .schemas(schema.name())
                .createSchemas(false)
                .outOfOrder(true)
                .placeholders(placeholders)
                .locations(schema.folders().stream()
                        .map(folder -> "classpath:" + folder)
                        .toArray(String[]::new))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
