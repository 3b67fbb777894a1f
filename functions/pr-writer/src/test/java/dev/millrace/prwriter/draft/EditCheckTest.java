package dev.millrace.prwriter.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Action;
import dev.millrace.contracts.document.EditSet.Edit;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.PrWriterConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditCheckTest {

    private static final PrWriterConfig CONFIG = new SmallRyeConfigBuilder()
            .withMapping(PrWriterConfig.class)
            .withDefaultValue("millrace.pr-writer.limits.edits", "3")
            .withDefaultValue("millrace.pr-writer.limits.file", "100")
            .withDefaultValue("millrace.pr-writer.limits.total", "150")
            .build()
            .getConfigMapping(PrWriterConfig.class);

    private final EditCheck check = new EditCheck(CONFIG);

    private static Edit write(String path, String text) {
        return new Edit(Action.WRITE, path, text, null);
    }

    private void check(Edit... edits) {
        check.requireFine(new EditSet(List.of(edits)), false);
    }

    @Test
    void plainEditsAreFine() {
        assertThatCode(() -> check(
                        write("src/a.txt", "a"),
                        new Edit(Action.DELETE, "b.txt", null, null),
                        new Edit(Action.RENAME, "d.txt", null, "c.txt")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../up.txt",
                "a/../b.txt",
                "a//b.txt",
                "./a.txt",
                ".git/config",
                "sub/.GIT/hooks/x",
                "git~1/x",
                "a\\b.txt",
                "C:/x",
                "a\u0000b",
                "a\u202eb",
                "dot./x",
                "blank /x"
            })
    void pathsThatLeadElsewhereAreRefused(String path) {
        assertThatThrownBy(() -> check(write(path, "x")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("The path");
        assertThatThrownBy(() -> check(new Edit(Action.RENAME, "fine.txt", null, path)))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure-pipelines.yml",
                "build/azure-pipelines-nightly.yaml",
                ".github/workflows/ci.yml",
                ".GitHub/Workflows/ci.yml",
                ".gitlab-ci.yml",
                "CODEOWNERS",
                "docs/CODEOWNERS",
                ".gitmodules",
                "sub/.gitattributes",
                ".husky/pre-commit",
                "Jenkinsfile"
            })
    void protectedPathsWantAPermission(String path) {
        // Given
        var edits = new EditSet(List.of(write(path, "x")));

        // Then
        assertThatThrownBy(() -> check.requireFine(edits, false)).hasMessageContaining("protected paths");
        assertThatThrownBy(() -> check(new Edit(Action.RENAME, "free.txt", null, path)))
                .hasMessageContaining("protected paths");
        assertThatCode(() -> check.requireFine(edits, true)).doesNotThrowAnyException();
    }

    @Test
    void limitsAreKept() {
        assertThatThrownBy(() -> check()).hasMessageContaining("no edit");
        assertThatThrownBy(() -> check(Collections.nCopies(4, write("a", "a")).toArray(Edit[]::new)))
                .hasMessageContaining("more than the 3");
        assertThatThrownBy(() -> check(write("a", "ü".repeat(51)))).hasMessageContaining("102 bytes, more than 100");
        assertThatThrownBy(() -> check(write("a", "x".repeat(90)), write("b", "x".repeat(90))))
                .hasMessageContaining("180 bytes together");
    }

    @Test
    void editsMustBeWholeAndTouchAPathOnce() {
        assertThatThrownBy(() -> check(new Edit(Action.WRITE, "a", null, null))).hasMessageContaining("too little");
        assertThatThrownBy(() -> check(new Edit(Action.DELETE, "a", "text", null)))
                .hasMessageContaining("too much");
        assertThatThrownBy(() -> check(new Edit(Action.RENAME, "a", null, null)))
                .hasMessageContaining("too little");
        assertThatThrownBy(() -> check(write("a", "1"), write("a", "2"))).hasMessageContaining("Two edits touch 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----",
                "x = 'ghp_0123456789abcdefghijABCDEFGHIJ012345'",
                "token: glpat-aB3dE5gH7jK9mN1pQ3sT",
                "url = postgres://shop:hunter2hunter@db.internal/shop",
                "password = \"kX9!vQ2#pL7$wN4%tR8&\"",
                "AccountKey=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9v=="
            })
    void secretsAreFoundByTheirForm(String line) {
        // Given
        var edits = new EditSet(List.of(write("a.txt", "fine\n" + line + "\n")));

        // When
        var found = SecretScan.find(edits);

        // Then
        assertThat(found).map(SecretScan.Found::line).contains(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"${DATABASE_PASSWORD}\"",
                "api_key: 'your-api-key-goes-here'",
                "secret = \"aaaaaaaaaaaaaaaaaaaaaaaa\"",
                "String token = tokens.next();",
                "sha256: 3e757656cf36eca53338e520d134963a44f793f8",
                "https://user@example.org/path:with:colons",
                "-----BEGIN CERTIFICATE-----"
            })
    void whatOnlyLooksLikeOneIsLetThrough(String line) {
        assertThat(SecretScan.find(new EditSet(List.of(write("a.txt", line))))).isEmpty();
    }
}
