package dev.millrace.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class DatabasesTest {

    @TempDir
    private static Path data;

    private static PostgresServer server;
    private static SecretStore secrets;
    private static Databases databases;

    @BeforeAll
    static void start() throws Exception {
        secrets = new SecretStore(data.resolve("secrets"), new SecureRandom());
        var binaries = new PostgresBinaries(Path.of("target/postgres").toAbsolutePath());
        server = new PostgresServer(data, binaries, secrets, new Ports(new Random()));
        server.start();
        databases = new Databases(server, secrets);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void givesEachFunctionTwoRolesThatAreAboveNothing() throws Exception {
        // Given
        var schema = new Schema("hook-validation");

        // When
        databases.provision(List.of(schema));
        databases.provision(List.of(schema));

        // Then
        assertThat(query(server.connect(Databases.NAME), """
            SELECT string_agg(rolname || rolsuper || rolbypassrls || rolcreaterole || rolcreatedb || rolreplication, ',' ORDER BY rolname)
            FROM pg_roles WHERE rolname LIKE 'hook%'
            """))
                .isEqualTo("hook_validation" + "false".repeat(5) + ",hook_validation_owner" + "false".repeat(5));
        assertThat(query(connect(schema), "SELECT current_user || ' ' || current_schema"))
                .isEqualTo("hook_validation hook_validation");
        assertThat(secrets.find("hook-validation-database", "reactive-url"))
                .contains("vertx-reactive:postgresql://127.0.0.1:" + server.port() + "/millrace");
    }

    @Test
    void keepsFunctionsOutOfEachOthersSchemaAndOfTheirOwnTables() throws Exception {
        // Given
        var mine = new Schema("mine");
        var theirs = new Schema("theirs");
        databases.provision(List.of(mine, theirs));
        Migration migration = migration(theirs, Map.of("V1__t.sql", """
            CREATE TABLE granted (id int);
            CREATE TABLE kept (id int);
            GRANT SELECT ON granted TO ${role};
            """));

        // When
        new Migrations(server, databases).run(List.of(migration));

        // Then
        assertThat(query(connect(theirs), "SELECT count(*) FROM granted")).isEqualTo("0");
        assertRefused(theirs, "SELECT count(*) FROM kept");
        assertRefused(theirs, "CREATE TABLE another ()");
        assertRefused(mine, "SELECT count(*) FROM theirs.granted");
        assertRefused(mine, "CREATE TABLE public.another ()");
    }

    @Test
    void migratesAgainOnlyWhenScriptsOrPlaceholdersChange() throws Exception {
        // Given
        var schema = new Schema("ledger");
        databases.provision(List.of(schema));
        var migrations = new Migrations(server, databases);
        Migration first = migration(schema, Map.of("V1__a.sql", "CREATE TABLE a ();"));
        Migration second =
                migration(schema, Map.of("V1__a.sql", "CREATE TABLE a ();", "V2__b.sql", "CREATE TABLE b ();"));

        // When
        var did = List.of(
                migrations.run(List.of(first)),
                migrations.run(List.of(first)),
                migrations.run(List.of(second)),
                migrations.run(List.of(new Migration(schema, second.scripts(), Map.of("role", "other")))));

        // Then
        assertThat(did).containsExactly(List.of(schema), List.of(), List.of(schema), List.of(schema));
    }

    @Test
    void remembersNothingOfAMigrationThatFailed() throws Exception {
        // Given
        var schema = new Schema("broken");
        databases.provision(List.of(schema));
        var migrations = new Migrations(server, databases);
        Migration broken = migration(schema, Map.of("V1__a.sql", "CREATE TABLE a (;"));

        // When / Then
        assertThatThrownBy(() -> migrations.run(List.of(broken))).hasMessageContaining("V1__a.sql");
        assertThat(migrations.run(List.of(migration(schema, Map.of("V1__a.sql", "CREATE TABLE a ();")))))
                .containsExactly(schema);
    }

    @Test
    void findsTheScriptsOfAFunctionAndOfThePlatformInsideItsArtifact() throws Exception {
        // Given
        var schema = new Schema("pr-writer");
        Path artifact = data.resolve("quarkus-app");
        jar(artifact.resolve("app/pr-writer.jar"), "db/migration/pr_writer/V1__own.sql", "CREATE TABLE own ();");
        jar(artifact.resolve("app/other.jar"), "db/migration/other/V1__other.sql", "CREATE TABLE other ();");
        jar(
                artifact.resolve("lib/main/dev.millrace.platform-0.1.0.jar"),
                "db/migration/platform/V0_1__kit.sql",
                "CREATE TABLE kit ();");
        databases.provision(List.of(schema));

        // When
        new Migrations(server, databases).run(List.of(Migration.ofFunction(schema, artifact)));

        // Then
        assertThat(query(server.connect(Databases.NAME), """
            SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'pr_writer'
            """)).isEqualTo("flyway_schema_history,kit,own");
    }

    @Test
    void letsTheReadersOfTheContentStoreIn() throws Exception {
        // Given
        var reader = new Schema("reader");
        Path artifact = data.resolve("content-app");
        jar(
                artifact.resolve("lib/main/dev.millrace.platform-0.1.0.jar"),
                "db/migration/content/V1__c.sql",
                "CREATE TABLE content (id int); GRANT USAGE ON SCHEMA ${schema} TO ${roles}; GRANT SELECT ON content TO ${roles};");
        databases.provision(List.of(reader, new Schema("content")));

        // When
        new Migrations(server, databases).run(List.of(Migration.ofContent(artifact, List.of(reader))));

        // Then
        assertThat(query(connect(reader), "SELECT count(*) FROM content.content"))
                .isEqualTo("0");
    }

    private static Migration migration(Schema schema, Map<String, String> files) {
        return new Migration(schema, new Scripts(files), Map.of("role", schema.role()));
    }

    private static void jar(Path file, String entry, String text) throws Exception {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void assertRefused(Schema schema, String sql) {
        assertThatThrownBy(() -> query(connect(schema), sql)).hasMessageContaining("permission denied");
    }

    private static Connection connect(Schema schema) throws SQLException {
        Credentials credentials = databases.credentials(schema);
        return DriverManager.getConnection(credentials.jdbcUrl(), credentials.username(), credentials.password());
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
