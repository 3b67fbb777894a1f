package dev.millrace.runtime.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStoreTest {

    @TempDir
    private Path folder;

    @Test
    void makesUpASecretOnceAndKeepsIt() {
        // When
        String made = store().get("operator", "token");

        // Then
        assertThat(Base64.getUrlDecoder().decode(made)).hasSize(32);
        assertThat(store().get("operator", "token")).isEqualTo(made);
        assertThat(store().get("operator", "other")).isNotEqualTo(made);
    }

    @Test
    void givesEverybodyTheSameSecretWhoAsksAtTheSameTime() {
        // When
        var answers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> store().get("operator", "token")))
                .toList();

        // Then
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void isReadableByItsOwnerAloneAndLeavesNothingElseInTheFolder() throws Exception {
        // When
        store().get("operator", "token");
        store().put("operator", "provided", "value");

        // Then
        Path secret = folder.resolve("secrets/operator");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rwx------");
        for (String key : new String[] {"token", "provided"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.resolve(key))))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(secret)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void prefersWhatSomebodyProvidedAndForgivesAnEditorsLineEnd() throws Exception {
        // Given
        Files.writeString(store().folder("operator").resolve("token"), "mine\n");

        // When
        String token = store().get("operator", "token");

        // Then
        assertThat(token).isEqualTo("mine");
    }

    @Test
    void replacesWhatIsProvidedAgain() {
        // Given
        store().put("audit-database", "username", "old");

        // When
        store().put("audit-database", "username", "new");

        // Then
        assertThat(store().find("audit-database", "username")).contains("new");
        assertThat(store().find("audit-database", "nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "/etc", "../up", ".hidden", "a\0b"})
    void refusesNamesThatLeadElsewhere(String name) {
        // When / Then
        assertThatThrownBy(() -> store().get(name, "key")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().get("secret", name)).isInstanceOf(IllegalArgumentException.class);
    }

    private SecretStore store() {
        return new SecretStore(folder.resolve("secrets"), new SecureRandom());
    }
}
