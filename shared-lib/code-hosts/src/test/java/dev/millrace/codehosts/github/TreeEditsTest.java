package dev.millrace.codehosts.github;

import static dev.millrace.codehosts.contract.Scene.delete;
import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.github.TreeEdits.Leaf;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Action;
import dev.millrace.contracts.document.EditSet.Edit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeEditsTest {

    private static final List<TreeEntry> TREE = List.of(
            new TreeEntry("bin", "040000", "t1", -1),
            new TreeEntry("bin/run", "100755", "b1", 3),
            new TreeEntry("a.txt", "100644", "b2", 3),
            new TreeEntry("link", "120000", "b3", 3),
            new TreeEntry("vendor", "160000", "c1", -1));

    private static Map<String, Leaf> after(Edit... edits) {
        return TreeEdits.of(TREE, new EditSet(List.of(edits)));
    }

    private static Edit rename(String from, String to, @Nullable String text) {
        return new Edit(Action.RENAME, to, text, from);
    }

    @Test
    void executableBitsStayWhateverHappensToAFile() {
        // When
        Map<String, Leaf> replaced = after(write("bin/run", "new"));
        Map<String, Leaf> moved = after(rename("bin/run", "run", null));
        Map<String, Leaf> movedAnew = after(rename("bin/run", "run", "new"));

        // Then
        assertThat(replaced).containsExactly(entry("bin/run", new Leaf.Text("100755", "new")));
        assertThat(moved)
                .containsExactly(entry("bin/run", new Leaf.Gone()), entry("run", new Leaf.Known("100755", "b1")));
        assertThat(movedAnew).containsEntry("run", new Leaf.Text("100755", "new"));
    }

    @Test
    void aReplacedSymbolicLinkBecomesAFile() {
        // When
        Map<String, Leaf> after = after(write("link", "text"));

        // Then
        assertThat(after).containsExactly(entry("link", new Leaf.Text("100644", "text")));
    }

    @Test
    void laterEditsSeeWhatEarlierOnesDid() {
        // When
        Map<String, Leaf> after = after(
                rename("a.txt", "b.txt", null),
                write("a.txt", "another"),
                write("c.txt", "never"),
                delete("c.txt"),
                write("b.txt", "first"),
                write("b.txt", "last"));

        // Then
        assertThat(after)
                .containsExactly(
                        entry("a.txt", new Leaf.Text("100644", "another")),
                        entry("b.txt", new Leaf.Text("100644", "last")));
    }

    @Test
    void aFileMayTakeThePlaceOfAFolderThatIsEmptiedFirst() {
        // When
        Map<String, Leaf> after = after(delete("bin/run"), write("bin", "file"));

        // Then
        assertThat(after)
                .containsExactly(entry("bin", new Leaf.Text("100644", "file")), entry("bin/run", new Leaf.Gone()));
    }

    static Stream<List<Edit>> misfits() {
        return Stream.of(
                List.of(),
                List.of(delete("nowhere")),
                List.of(delete("bin")),
                List.of(delete("vendor")),
                List.of(delete("a.txt"), delete("a.txt")),
                List.of(rename("nowhere", "b.txt", null)),
                List.of(rename("a.txt", "bin/run", null)),
                List.of(new Edit(Action.RENAME, "b.txt", null, null)),
                List.of(new Edit(Action.WRITE, "b.txt", null, null)),
                List.of(write("b.txt", "half a pair: \uD83D")),
                List.of(write("bin", "over a folder")),
                List.of(write("vendor", "over a submodule")),
                List.of(write("a.txt/b", "below a file")),
                List.of(write("new", "x"), write("new/below", "x")));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void editsThatDoNotFitAreInvalid(List<Edit> edits) {
        // When
        assertThatThrownBy(() -> TreeEdits.of(TREE, new EditSet(edits)))
                // Then
                .isInstanceOf(HostException.Invalid.class);
    }
}
