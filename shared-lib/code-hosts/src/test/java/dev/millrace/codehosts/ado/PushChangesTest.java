package dev.millrace.codehosts.ado;

import static dev.millrace.contracts.document.EditSet.Action.DELETE;
import static dev.millrace.contracts.document.EditSet.Action.RENAME;
import static dev.millrace.contracts.document.EditSet.Action.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Edit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PushChangesTest {

    private static final Set<String> PRESENT = Set.of("a.txt", "b.txt");

    private static List<String> changes(Edit... edits) {
        return StreamSupport.stream(
                        PushChanges.of(
                                        new EditSet(Arrays.asList(edits)),
                                        PRESENT,
                                        path -> ("old " + path).getBytes(StandardCharsets.UTF_8))
                                .spliterator(),
                        false)
                .map(PushChangesTest::shown)
                .toList();
    }

    private static String shown(JsonNode change) {
        String shown = change.path("changeType").asText() + " "
                + change.at("/item/path").asText();
        if (change.has("sourceServerItem")) {
            shown += " from " + change.path("sourceServerItem").asText();
        }
        return change.has("newContent")
                ? shown + ": "
                        + new String(
                                Base64.getDecoder()
                                        .decode(change.at("/newContent/content").asText()),
                                StandardCharsets.UTF_8)
                : shown;
    }

    @Test
    void aWriteEditsWhatIsThereAndAddsWhatIsNot() {
        // Given
        var there = new Edit(WRITE, "a.txt", "é\r\n", null);
        var fresh = new Edit(WRITE, "new/c.txt", "c", null);

        // When
        List<String> changes = changes(there, fresh);

        // Then
        assertThat(changes).containsExactly("edit /a.txt: é\r\n", "add /new/c.txt: c");
    }

    @Test
    void severalEditsOfAPathAreOneChange() {
        // Given
        var first = new Edit(WRITE, "a.txt", "1", null);
        var second = new Edit(WRITE, "a.txt", "2", null);
        var fresh = new Edit(WRITE, "c.txt", "c", null);
        var gone = new Edit(DELETE, "c.txt", null, null);

        // When
        List<String> changes = changes(first, second, fresh, gone);

        // Then
        assertThat(changes).containsExactly("edit /a.txt: 2");
    }

    @Test
    void aRenameMovesAndOneWithTextDeletesAndAdds() {
        // Given
        var plain = new Edit(RENAME, "x/a.txt", null, "a.txt");
        var withText = new Edit(RENAME, "c.txt", "new", "b.txt");

        // When
        List<String> changes = changes(plain, withText);

        // Then
        assertThat(changes).containsExactly("rename /x/a.txt from /a.txt", "delete /b.txt", "add /c.txt: new");
    }

    @Test
    void renamesInARowAreOne() {
        // Given
        var first = new Edit(RENAME, "c.txt", null, "a.txt");
        var second = new Edit(RENAME, "d.txt", null, "c.txt");

        // When
        List<String> changes = changes(first, second);

        // Then
        assertThat(changes).containsExactly("rename /d.txt from /a.txt");
    }

    @Test
    void whatIsWrittenWhereARenamedFileWasKeepsBoth() {
        // Given
        var rename = new Edit(RENAME, "c.txt", null, "a.txt");
        var write = new Edit(WRITE, "a.txt", "anew", null);

        // When
        List<String> changes = changes(rename, write);

        // Then
        assertThat(changes).containsExactlyInAnyOrder("edit /a.txt: anew", "add /c.txt: old a.txt");
    }

    @Test
    void aRenamedFileThatIsDeletedIsDeletedWhereItWas() {
        // Given
        var rename = new Edit(RENAME, "c.txt", null, "a.txt");
        var delete = new Edit(DELETE, "c.txt", null, null);

        // When
        List<String> changes = changes(rename, delete);

        // Then
        assertThat(changes).containsExactly("delete /a.txt");
    }

    @Test
    void whatIsNotThereCannotBeDeletedOrRenamedNorWhatIsThereTaken() {
        // Given
        var gone = new Edit(DELETE, "a.txt", null, null);

        // When
        assertThatThrownBy(() -> changes(gone, gone))
                // Then
                .isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> changes(new Edit(RENAME, "c.txt", null, "z.txt")))
                .isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> changes(new Edit(RENAME, "b.txt", null, "a.txt")))
                .isInstanceOf(HostException.Invalid.class);
    }
}
