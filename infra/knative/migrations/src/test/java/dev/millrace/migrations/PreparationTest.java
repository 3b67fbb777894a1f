package dev.millrace.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparationTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root", "../../.."));
    private static final Pattern FUNCTION = Pattern.compile("path: ([a-z-]+)");

    private static final Pattern SCRIPTS = Pattern.compile(".*/src/main/resources/db/migration/[a-z_]+");

    private TestDatabase database;
    private Preparation preparation;

    /** As a cloud hands a server over: an administrator who may create roles, and is no superuser. */
    @BeforeEach
    void giveTheDatabaseToAnAdministrator() throws SQLException {
        database = TestDatabase.create();
        String administrator = "admin_of_" + database.name();
        execute("CREATE ROLE " + administrator + " LOGIN CREATEROLE PASSWORD 'test'");
        execute("ALTER DATABASE " + database.name() + " OWNER TO " + administrator);
        preparation = new Preparation(database.url(), administrator, "test");
    }

    /** Roles belong to the server, and the next test brings an administrator of its own. */
    @AfterEach
    void forgetTheRoles() throws SQLException, IOException {
        for (String function : functionsOfTheJob()) {
            forget(new Schema(function));
        }
        forget(new Schema("content"));
        database.close();
    }

    @Test
    void preparesEverySchemaWithoutASuperuser() throws Exception {
        // When
        var scripts = preparation.run(passwords("first"));

        // Then
        assertThat(scripts.keySet()).containsAll(schemasInTheRepository()).contains("pr_writer");
        assertThat(scripts.values()).allMatch(ran -> ran > 0);
        assertThat(database("audit")).isEqualTo("audit audit");
        assertThat(database("workflows-host")).isEqualTo("workflows_host workflows_host");
    }

    @Test
    void letsNoFunctionSeeAnothersSchema() throws Exception {
        // When
        preparation.run(passwords("first"));

        // Then
        try (Connection connection = connect("audit");
                var statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT count(*) FROM content.contents"))
                    .isTrue();
            assertThatThrownBy(() -> statement.execute("SELECT count(*) FROM dead_letter.dead_letters"))
                    .hasMessageContaining("permission denied for schema dead_letter");
            assertThatThrownBy(() -> statement.execute("DELETE FROM audit.entries"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void changesNothingTheSecondTimeButPasswords() throws Exception {
        // Given
        preparation.run(passwords("first"));
        String before = digestOfThePassword("audit");

        // When
        var scripts = preparation.run(passwords("second"));

        // Then
        assertThat(scripts.values()).allMatch(ran -> ran == 0);
        assertThat(digestOfThePassword("audit")).startsWith("SCRAM-SHA-256").isNotEqualTo(before);
    }

    @Test
    void givesNoRoleMoreThanItNeeds() throws Exception {
        // When
        preparation.run(passwords("first"));

        // Then
        try (Connection connection = database.connectAsAdmin();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT count(*) FILTER (WHERE rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb),
                      count(*) FILTER (WHERE rolcanlogin AND rolname LIKE '%\\_owner') FROM pg_roles r
                    WHERE EXISTS (SELECT FROM pg_namespace n WHERE n.nspname IN (r.rolname, replace(r.rolname, '_owner', '')))
                    """)) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
            assertThat(rows.getInt(2)).isZero();
        }
    }

    private static Passwords passwords(String each) throws IOException {
        var passwords = new TreeMap<String, String>();
        functionsOfTheJob().forEach(function -> passwords.put(function, each + "-" + function));
        return new Passwords(passwords);
    }

    private static List<String> functionsOfTheJob() throws IOException {
        return FUNCTION.matcher(Files.readString(ROOT.resolve("infra/knative/migrations/job.yaml")))
                .results()
                .map(path -> path.group(1))
                .toList();
    }

    /** Schemas are named after the folders of their scripts; broker's is the local runtime's own, platform's everybody's. */
    private static List<String> schemasInTheRepository() throws IOException {
        var schemas = new ArrayList<String>();
        for (String rooms : List.of("functions", "workflows", "shared-lib")) {
            try (var files = Files.find(
                    ROOT.resolve(rooms),
                    7,
                    (path, attributes) -> SCRIPTS.matcher(path.toString()).matches())) {
                files.map(path -> path.getFileName().toString()).forEach(schemas::add);
            }
        }
        schemas.remove("platform");
        assertThat(schemas).contains("audit", "engine", "content");
        return schemas;
    }

    /** The test's server trusts everybody, so nobody can be seen to be refused. */
    private String digestOfThePassword(String role) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            return only(statement, "SELECT rolpassword FROM pg_authid WHERE rolname = '" + role + "'");
        }
    }

    private String database(String function) throws SQLException {
        try (Connection connection = connect(function);
                var statement = connection.createStatement()) {
            return only(statement, "SELECT current_user || ' ' || current_schema");
        }
    }

    private static String only(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(String function) throws SQLException {
        return DriverManager.getConnection(database.url(), new Schema(function).role(), "any");
    }

    private void forget(Schema schema) throws SQLException {
        for (String role : List.of(schema.role(), schema.owner())) {
            execute("DO $$ BEGIN DROP OWNED BY %1$s CASCADE; EXCEPTION WHEN undefined_object THEN NULL; END $$"
                    .formatted(role));
            execute("DROP ROLE IF EXISTS " + role);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
