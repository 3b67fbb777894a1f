package dev.millrace.durable.edits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Action;
import dev.millrace.contracts.document.EditSet.Edit;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.contracts.document.TicketContext.SourceFile;
import dev.millrace.durable.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditReaderTest {

    private static final FileTree TREE = FileTree.of(new TicketContext(
            new TicketRef("ado", "shop", "1"),
            "t",
            "d",
            List.of(
                    new SourceFile("src/A.java", "class A {\n  int a;\n  int b;\n}\n"),
                    new SourceFile("win.txt", "one\r\ntwo\r\nthree\r\n"),
                    new SourceFile("odd.md", "a } in prose and ```json fences\n")),
            List.of("big.bin", "src/A.java", "win.txt", "odd.md")));

    private static String answer(String... edits) {
        return "{\"edits\": [" + String.join(",", edits) + "]}";
    }

    private static String edit(String action, String path, String search, String text) {
        return Json.object()
                .put("action", action)
                .put("path", path)
                .put("search", search)
                .put("text", text)
                .toString();
    }

    private static String write(String path, String text) {
        return edit("write", path, "", text);
    }

    private static List<Edit> edits(EditReading reading) {
        assertThat(reading).isInstanceOf(EditReading.Understood.class);
        return ((EditReading.Understood) reading).edits().edits();
    }

    private static String why(EditReading reading) {
        assertThat(reading).isInstanceOf(EditReading.Unreadable.class);
        return ((EditReading.Unreadable) reading).why();
    }

    @Test
    void replacesTextAndGivesTheWholeFile() {
        // Given
        String answer = answer(edit("replace", "src/A.java", "int a;", "long a;"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading))
                .containsExactly(new Edit(Action.WRITE, "src/A.java", "class A {\n  long a;\n  int b;\n}\n", null));
    }

    @Test
    void replacesOneAfterTheOther() {
        // Given
        String answer = answer(
                edit("replace", "src/A.java", "int a;", "int c;"), edit("replace", "src/A.java", "int c;", "int d;"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading)).extracting(Edit::text).containsExactly("class A {\n  int d;\n  int b;\n}\n");
    }

    @Test
    void findsTheObjectAmongProseBracesAndFences() {
        // Given
        String answer = "I changed {a few} things; see { \"note\": 1 }:\n```json\n"
                + answer(write("new.md", "```java\n} {\n```\n")) + "\n```\nThat is {all}.";

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading)).containsExactly(new Edit(Action.WRITE, "new.md", "```java\n} {\n```\n", null));
    }

    @Test
    void keepsWindowsLineEndsWhenTheModelDropsThem() {
        // Given
        String answer = answer(edit("replace", "win.txt", "one\ntwo\n", "one\n2\n"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading)).extracting(Edit::text).containsExactly("one\r\n2\r\nthree\r\n");
    }

    @Test
    void renamesAFileOfUnknownTextAndDeletesAnother() {
        // Given
        String answer = answer(
                "{\"action\": \"rename\", \"from\": \"big.bin\", \"path\": \"data/big.bin\"}",
                "{\"action\": \"delete\", \"path\": \"odd.md\"}");

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading))
                .containsExactly(
                        new Edit(Action.RENAME, "data/big.bin", null, "big.bin"),
                        new Edit(Action.DELETE, "odd.md", null, null));
    }

    @Test
    void asksForMoreLinesWhenASearchIsAmbiguous() {
        // Given
        String answer = answer(edit("replace", "src/A.java", "int", "long"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(why(reading))
                .isEqualTo("Edit 1: \"search\" occurs more than once in \"src/A.java\". Add lines around it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/passwd",
                "../outside",
                "a/../../b",
                "a//b",
                "a/./b",
                "a/",
                ".git/config",
                ".GIT/hooks/pre-commit",
                "sub/.git/config",
                "git~1/config",
                ".git /config",
                ".git./config",
                ".g\u200cit/config",
                ".git::$INDEX_ALLOCATION/config",
                "C:/Windows",
                "a\\..\\b",
                "nul\u0000byte",
                "line\nbreak",
                "\ud800half"
            })
    void refusesPathsThatLeadAstray(String path) {
        // Given
        String answer = answer(write(path, "x"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(why(reading)).startsWith("Edit 1: the path ");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gitignore", ".github/workflows/ci.yml", "docs/Ünï cödé.md", "a/...b", "..a/b"})
    void takesPathsThatOnlyLookOdd(String path) {
        // Given
        String answer = answer(write(path, "x"));

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(edits(reading)).extracting(Edit::path).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no object at all",
                "{",
                "{\"edits\": [",
                "{\"edits\": null}",
                "{\"edits\": {}}",
                "{\"edits\": []}",
                "{\"edits\": [1]}",
                "{\"edits\": [null]}",
                "{\"edits\": [{}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"a\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"a\", \"text\": 5}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": 5, \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"chmod\", \"path\": \"a\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"a\", \"text\": \"\\ud800\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"a\", \"text\": \"\\u0000\"}]}",
                "{\"edits\": [{\"action\": \"replace\", \"path\": \"big.bin\", \"search\": \"a\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"replace\", \"path\": \"win.txt\", \"search\": \"\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"replace\", \"path\": \"win.txt\", \"search\": \"four\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"replace\", \"path\": \"win.txt\", \"search\": \"one\", \"text\": \"one\"}]}",
                "{\"edits\": [{\"action\": \"delete\", \"path\": \"gone\"}]}",
                "{\"edits\": [{\"action\": \"rename\", \"path\": \"a\", \"from\": \"gone\"}]}",
                "{\"edits\": [{\"action\": \"rename\", \"path\": \"win.txt\", \"from\": \"odd.md\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"src\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"win.txt/b\", \"text\": \"x\"}]}",
                "{\"edits\": [{\"action\": \"write\", \"path\": \"a\", \"path\": \"b\", \"text\": \"x\"}]}"
            })
    void saysWhatIsWrongWithAnAnswerThatCannotBeUsed(String answer) {
        // Given
        FileTree tree = TREE;

        // When
        EditReading reading = EditReader.read(answer, tree);

        // Then
        assertThat(why(reading)).endsWith(".");
    }

    @Test
    void survivesNestingWithoutEnd() {
        // Given
        String answer = "{\"edits\": " + "[".repeat(2_000_000);

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(reading).isInstanceOf(EditReading.Unreadable.class);
    }

    @Test
    void givesUpOnAnAnswerOfNothingButBraces() {
        // Given
        String answer = "{".repeat(1_000_000);

        // When
        EditReading reading = EditReader.read(answer, TREE);

        // Then
        assertThat(reading).isInstanceOf(EditReading.Unreadable.class);
    }

    @Test
    void editsThatFollowEachOtherAddUpToOneSet() {
        // Given
        List<Edit> first = edits(EditReader.read(
                answer(
                        write("new.txt", "1"),
                        "{\"action\": \"rename\", \"from\": \"big.bin\", \"path\": \"large.bin\"}"),
                TREE));
        FileTree committed = TREE.committed(new EditSet(first));
        List<Edit> second = edits(EditReader.read(
                answer(
                        edit("replace", "new.txt", "1", "2"),
                        "{\"action\": \"rename\", \"from\": \"large.bin\", \"path\": \"huge.bin\"}",
                        "{\"action\": \"delete\", \"path\": \"odd.md\"}"),
                committed));

        // When
        EditSet sum = TREE.with(new EditSet(first)).with(new EditSet(second)).since(TREE);

        // Then
        assertThat(second).contains(new Edit(Action.RENAME, "huge.bin", null, "large.bin"));
        assertThat(sum.edits())
                .containsExactly(
                        new Edit(Action.RENAME, "huge.bin", null, "big.bin"),
                        new Edit(Action.DELETE, "odd.md", null, null),
                        new Edit(Action.WRITE, "new.txt", "2", null));
    }
}
