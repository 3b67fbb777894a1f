package dev.millrace.platform.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.database.Database;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class PostgresContentStoreTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String OTHER_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA";

    @Inject
    ContentStore store;

    @Inject
    Database database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase server;

    private final String text = "Der Prompt über Größen " + UUID.randomUUID();
    private final byte[] content = text.getBytes(StandardCharsets.UTF_8);

    @Test
    void givesBackWhatWasPut() {
        // Given
        ContentRef reference = get(store.put(ACME, content, HOUR));

        // When
        Optional<byte[]> found = get(store.get(reference));

        // Then
        assertThat(found).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(content));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_000_000})
    void keepsContentOfAnySize(int size) {
        // Given
        ContentRef reference = get(store.put(ACME, new byte[size], HOUR));

        // When
        Optional<byte[]> found = get(store.get(reference));

        // Then
        assertThat(found).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(new byte[size]));
    }

    @Test
    void keepsNothingReadableInTheDatabase() throws SQLException {
        // Given
        ContentRef reference = get(store.put(ACME, content, HOUR));

        // When
        String row = row("sealed::text || nonce::text || contents::text", reference);

        // Then
        assertThat(row)
                .isNotEmpty()
                .doesNotContain(hex(content))
                .doesNotContain(hex("Prompt".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void showsNothingToAnotherTenant() {
        // Given
        ContentRef reference = get(store.put(ACME, content, HOUR));
        var theirs = new ContentRef(OTHER, reference.digest());

        // Then
        assertThat(get(store.get(theirs))).isEmpty();
        assertThat(get(store.erase(theirs))).isFalse();
        assertThat(get(store.get(reference))).isPresent();
    }

    @Test
    void sealsTheContentOfEachTenantForItself() throws SQLException {
        // Given
        ContentRef ours = get(store.put(ACME, content, HOUR));
        ContentRef theirs = get(store.put(OTHER, content, HOUR));

        // When
        exchangeTenants(ours);

        // Then
        assertThatThrownBy(() -> get(store.get(ours))).hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> get(store.get(theirs))).hasMessageContaining("cannot be opened");
    }

    @Test
    void forgetsContentWhenItExpires() {
        // Given
        ContentRef reference = get(store.put(ACME, content, Duration.ZERO));

        // When
        Optional<byte[]> found = get(store.get(reference));

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void erasesContent() {
        // Given
        ContentRef reference = get(store.put(ACME, content, HOUR));

        // When
        boolean erased = get(store.erase(reference));

        // Then
        assertThat(erased).isTrue();
        assertThat(get(store.get(reference))).isEmpty();
        assertThat(get(store.erase(reference))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 72})
    void keepsTheSameContentOnceAndForTheLongerTime(long hours) throws SQLException {
        // Given
        ContentRef first = get(store.put(ACME, content, Duration.ofHours(24)));

        // When
        ContentRef second = get(store.put(ACME, content, Duration.ofHours(hours)));

        // Then
        assertThat(second).isEqualTo(first);
        String left = row("extract(epoch FROM expires_at - now()) / 3600 > " + (Math.max(24, hours) - 1), first);
        assertThat(left).isEqualTo("t");
    }

    @Test
    void saysThatTheKeyIsAnotherOne() {
        // Given
        var stranger = new PostgresContentStore(database, Optional.of(OTHER_KEY));
        ContentRef reference = get(store.put(ACME, content, HOUR));

        // Then
        assertThatThrownBy(() -> get(stranger.get(reference)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Content " + reference + " cannot be opened: was the content key changed?");
    }

    @Test
    void saysThatContentWasTamperedWith() throws SQLException {
        // Given
        ContentRef reference = get(store.put(ACME, content, HOUR));

        // When
        update("sealed = set_byte(sealed, 0, get_byte(sealed, 0) # 1)", reference);

        // Then
        assertThatThrownBy(() -> get(store.get(reference))).hasMessageContaining("cannot be opened");
    }

    @Test
    void saysWhichSecretIsMissing() {
        // Given
        var keyless = new PostgresContentStore(database, Optional.empty());

        // Then
        assertThatThrownBy(() -> get(Uni.createFrom().deferred(() -> keyless.put(ACME, content, HOUR))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MILLRACE_CONTENT_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2hvcnQ", "not base64 at all", ""})
    void saysWhatAKeyIs(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostgresContentStore(database, Optional.of(key)))
                .withMessage("millrace.content.key must be 32 bytes in base64url");
    }

    private String row(String expression, ContentRef reference) throws SQLException {
        try (var admin = server.connectAsAdmin();
                var query = admin.prepareStatement(
                        "SELECT " + expression + " FROM content.contents WHERE tenant = ? AND digest = ?")) {
            query.setString(1, reference.tenant().value());
            query.setBytes(2, reference.digest().bytes());
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                String value = rows.getString(1);
                assertThat(rows.next()).isFalse();
                return value;
            }
        }
    }

    private void update(String assignment, ContentRef reference) throws SQLException {
        try (var admin = server.connectAsAdmin();
                var update = admin.prepareStatement(
                        "UPDATE content.contents SET " + assignment + " WHERE tenant = ? AND digest = ?")) {
            update.setString(1, reference.tenant().value());
            update.setBytes(2, reference.digest().bytes());
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void exchangeTenants(ContentRef ours) throws SQLException {
        var theirs = new ContentRef(OTHER, ours.digest());
        var nobodys = new ContentRef(new TenantId("nobody"), ours.digest());
        update("tenant = 'nobody'", ours);
        update("tenant = 'acme'", theirs);
        update("tenant = 'other'", nobodys);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static <T> T get(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
