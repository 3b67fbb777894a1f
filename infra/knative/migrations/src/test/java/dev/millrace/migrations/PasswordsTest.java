package dev.millrace.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

    @TempDir
    private Path folder;

    @Test
    void readsAFolderAsKubernetesMountsIt() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("..2026_01_01"));
        Files.writeString(folder.resolve("audit"), "one\n");
        Files.writeString(folder.resolve("pr-writer"), "two");

        // When
        var passwords = Passwords.in(folder);

        // Then
        assertThat(passwords.byFunction()).isEqualTo(Map.of("audit", "one", "pr-writer", "two"));
        assertThat(passwords).hasToString("Passwords of [audit, pr-writer]");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        // When / Then
        assertThatThrownBy(() -> Passwords.in(folder)).hasMessageContaining("mount the key 'password'");

        Files.writeString(folder.resolve("audit"), "\n");
        assertThatThrownBy(() -> Passwords.in(folder)).hasMessageContaining("audit is empty");
    }
}
