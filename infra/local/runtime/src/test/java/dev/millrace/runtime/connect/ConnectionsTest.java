package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.connect.Connection.HookSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path data;

    @Test
    void aConnectionIsReadAsItWasSaved() {
        // Given
        var connections = new Connections(data);

        // When
        boolean first = connections.save(connection("acme", "ado"));
        boolean again = connections.save(connection("acme", "ado"));

        // Then
        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(new Connections(data).all()).containsExactly(connection("acme", "ado"));
    }

    @Test
    void progressSurvivesWithItsTrouble() {
        // Given
        var connections = new Connections(data);
        ProgressFile file = connections.progressFile(connection("acme", "ado"));

        // When
        file.put(Progress.NONE.at("My Project", "{\"a\": 1}", NOON).troubled("It rains", NOON));

        // Then
        Progress progress = connections.progress(connection("acme", "ado"));
        assertThat(progress.cursor("My Project")).isEqualTo("{\"a\": 1}");
        assertThat(progress.polled("My Project")).isEqualTo(NOON);
        assertThat(progress.trouble()).isEqualTo(new Progress.Trouble("It rains", NOON));
    }

    @Test
    void twoTenantsCannotShareAName() {
        // Given
        var connections = new Connections(data);
        connections.save(connection("acme", "web-ado"));

        // When
        assertThatThrownBy(() -> connections.save(connection("acme-web", "ado")))
                // Then
                .hasMessageContaining("--host");
    }

    @Test
    void onlyOneProcessWorksOnAConnection() {
        // Given
        var connections = new Connections(data);
        try (var held = connections.lock(connection("acme", "ado"));
                var other = connections.lock(connection("acme", "github"))) {
            assertThat(held).isNotSameAs(other);

            // When
            assertThatThrownBy(() -> connections.lock(connection("acme", "ado")))
                    // Then
                    .hasMessage(
                            "The connection acme-ado is in use by process %d. Stop that one first.",
                            ProcessHandle.current().pid());
        }
    }

    @Test
    void damagedFilesSayWhatToDo() throws IOException {
        // Given
        var connections = new Connections(data);
        connections.save(connection("acme", "ado"));
        for (String rubbish : List.of("", "null", "[1", "{\"projects\": 7}")) {
            Files.writeString(data.resolve("connections/acme-ado/progress.json"), rubbish);

            // When
            assertThatThrownBy(() -> connections.progress(connection("acme", "ado")))
                    // Then
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("delete it");
        }
    }

    @Test
    void aForgottenConnectionLeavesNothing() {
        // Given
        var connections = new Connections(data);
        connections.save(connection("acme", "ado"));

        // When
        try (var lock = connections.lock(connection("acme", "ado"))) {
            assertThat(lock).isNotNull();
            connections.delete(connection("acme", "ado"));
        }

        // Then
        assertThat(connections.all()).isEmpty();
        assertThat(data.resolve("connections")).isEmptyDirectory();
    }

    private static Connection connection(String tenant, String host) {
        return new Connection(
                new TenantId(tenant),
                host,
                host,
                HookKind.ADO,
                URI.create("https://dev.azure.com/fabrikam"),
                List.of("Fabrikam"),
                tenant + "-" + host,
                new HookSecret("connections", tenant + "-" + host),
                null);
    }
}
