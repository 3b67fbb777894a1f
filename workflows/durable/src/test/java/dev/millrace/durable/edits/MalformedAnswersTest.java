package dev.millrace.durable.edits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.EditSet.Edit;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.contracts.document.TicketContext.SourceFile;
import dev.millrace.durable.prompt.ChatAnswer;
import dev.millrace.durable.prompt.PlanReader;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a model answers, the outcome is a value, and no edit leaves the repository. */
class MalformedAnswersTest {

    private static final FileTree TREE = FileTree.of(new TicketContext(
            new TicketRef("ado", "shop", "1"),
            "t",
            "d",
            List.of(new SourceFile("a", "one two three"), new SourceFile("dir/b", "x\r\ny\r\n")),
            List.of("a", "dir/b", "dir/big")));

    private static void isHarmless(EditReading reading) {
        switch (reading) {
            case EditReading.Unreadable(String why) ->
                assertThat(why).isNotBlank().hasSizeLessThan(1000);
            case EditReading.Understood(var edits) ->
                assertThat(edits.edits()).isNotEmpty().allSatisfy(MalformedAnswersTest::staysInside);
        }
    }

    private static void staysInside(Edit edit) {
        assertThat(edit.path()).doesNotStartWith("/").doesNotContain("\\", "\0", ":");
        assertThat(Arrays.asList(edit.path().toLowerCase(Locale.ROOT).split("/", -1)))
                .doesNotContain("", ".", "..", ".git");
        assertThat(edit.path().codePoints()).noneMatch(point -> Character.getType(point) == Character.FORMAT);
    }

    @Property(tries = 2000)
    void anyTextIsReadWithoutHarm(@ForAll("texts") String answer) {
        isHarmless(EditReader.read(answer, TREE));
    }

    @Property(tries = 3000)
    void anyEditsAreReadWithoutHarm(@ForAll("answers") String answer) {
        isHarmless(EditReader.read(answer, TREE));
    }

    @Property(tries = 1000)
    void anAnswerCutOffAnywhereIsReadWithoutHarm(@ForAll("answers") String answer, @ForAll int cut) {
        isHarmless(EditReader.read(answer.substring(0, Math.floorMod(cut, answer.length() + 1)), TREE));
    }

    @Property(tries = 1000)
    void whatIsUnderstoodCanBeAppliedAndGivesTheSameEditsAgain(@ForAll("answers") String answer) {
        if (EditReader.read(answer, TREE) instanceof EditReading.Understood(var edits)) {
            assertThat(TREE.with(edits).since(TREE)).isEqualTo(edits);
        }
    }

    @Property(tries = 1000)
    void anyResponseIsTextOrUnreadable(@ForAll("texts") String response) {
        switch (ChatAnswer.of(response.getBytes(StandardCharsets.UTF_8))) {
            case ChatAnswer.Text(String text) ->
                assertThat(PlanReader.read(text)).isNotNull();
            case ChatAnswer.Unreadable(String why) -> assertThat(why).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                "\\",
                ":",
                ",",
                "edits",
                "\"edits\"",
                "\"action\"",
                "\"path\"",
                "\"write\"",
                "```json\n",
                "```",
                "\n",
                "null",
                "1e999999999",
                "\ud800",
                "choices",
                "message",
                "content",
                " ",
                "../");
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(200)),
                Tuple.of(3, pieces.list().ofMaxSize(60).map(list -> String.join("", list))));
    }

    @Provide
    Arbitrary<String> answers() {
        return edits().list().ofMaxSize(8).map(edits -> {
            ObjectNode answer = Json.object();
            answer.putArray("edits").addAll(edits);
            return "So:\n```json\n" + answer + "\n```\n";
        });
    }

    private static Arbitrary<ObjectNode> edits() {
        Arbitrary<String> actions = Arbitraries.of("write", "replace", "delete", "rename", "WRITE", "");
        Arbitrary<String> segments = Arbitraries.of(
                "a",
                "b",
                "dir",
                "big",
                ".",
                "..",
                "",
                ".git",
                ".GIT",
                "git~1",
                ".git ",
                ".g\u200dit",
                "c:",
                "\\",
                "new");
        Arbitrary<String> paths = segments.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("/", list));
        Arbitrary<String> texts = Arbitraries.of("one", "two", "x\n", "", "e", "\0", "\ud800", "long text");
        return Combinators.combine(actions, paths, paths, texts, texts)
                .as((action, path, from, search, text) -> Json.object()
                        .put("action", action)
                        .put("path", path)
                        .put("from", from)
                        .put("search", search)
                        .put("text", text));
    }
}
