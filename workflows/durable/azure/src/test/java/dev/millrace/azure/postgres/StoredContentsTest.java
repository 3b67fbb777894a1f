package dev.millrace.azure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.content.ContentCipher;
import dev.millrace.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class StoredContentsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final byte[] TEXT = "a plan".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private static TestDatabase database;
    private static StoredContents contents;

    @BeforeAll
    static void open() {
        Path migrations = Path.of(System.getProperty("millrace.root"))
                .resolve("shared-lib/platform/src/main/resources/db/migration");
        database = TestDatabase.create()
                .migrate("workflows_host", migrations.resolve("platform"))
                .shared("content", "workflows_host", migrations.resolve("content"));
        contents = new StoredContents(tenantDatabase(database.url()), new ContentCipher(KEY), Duration.ofDays(1));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static TenantDatabase tenantDatabase(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("workflows_host");
        source.setPassword("test");
        return new TenantDatabase(source);
    }

    private static ContentRef write(TenantId tenant) {
        return contents.write(tenant, DataClassification.INTERNAL, "text/markdown", TEXT);
    }

    @Test
    void readsBackWhatWasWrittenAndGivesTheSameContentTheSameReference() {
        // Given
        ContentRef ref = write(ACME);

        // When
        byte[] read = contents.read(write(ACME));

        // Then
        assertThat(read).isEqualTo(TEXT);
        assertThat(write(ACME)).isEqualTo(ref);
    }

    @Test
    void readsNothingOfAnotherTenant() {
        // Given
        ContentRef ref = write(ACME);

        // When
        var stolen = new ContentRef(OTHER, ref.digest());

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> contents.read(stolen))
                .withMessageContaining("is gone or was erased");
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        // Given
        var away = new StoredContents(
                tenantDatabase("jdbc:postgresql://127.0.0.1:1/none"), new ContentCipher(KEY), Duration.ofDays(1));

        // Then
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> away.read(new ContentRef(ACME, write(ACME).digest())))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.AWAY));
    }
}
