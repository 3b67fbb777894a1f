package dev.millrace.modeldispatch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenRestorerTest {

    private final TokenRestorer restorer =
            new TokenRestorer(Map.of("EMAIL_1", "ann@example.com", "EMAIL_12", "bob@example.com", "NAME_1", "Ann"));

    @Example
    void putsValuesBack() {
        assertThat(restorer.apply("To [EMAIL_1], [EMAIL_12] and [NAME_1]."))
                .isEqualTo("To ann@example.com, bob@example.com and Ann.");
    }

    @Example
    void readsTokensAsModelsWriteThem() {
        assertThat(restorer.apply(
                        "[email_1] [Email_1] [EMAIL\\_1] \\[EMAIL_1\\] \\u005bEMAIL\\u005f1\\u005D [EMAIL-1]"))
                .isEqualTo("ann@example.com ".repeat(6).strip());
    }

    @Example
    void leavesEverythingElse() {
        String text = "[EMAIL_2] [EMAIL_1 [x] \\[ \\\\[NAME_2] [[ EMAIL_1] \\n \\u005 [EMAIL_";

        assertThat(restorer.apply(text)).isEqualTo(text);
    }

    @Example
    void holdsBackNoMoreThanABeginning() {
        // Given
        TextEdit.Stream stream = restorer.stream();

        // Then
        assertThat(stream.next("Dear [EM")).isEqualTo("Dear ");
        assertThat(stream.next("PTY] a[0]")).isEqualTo("[EMPTY] a[0]");
        assertThat(stream.next(" [NAME_1")).isEqualTo(" ");
        assertThat(stream.next("]!")).isEqualTo("Ann!");
        assertThat(stream.next("\\")).isEmpty();
        assertThat(stream.end()).isEqualTo("\\");
        assertThat(stream.end()).isEmpty();
    }

    @Property(tries = 2_000)
    void restoresAStreamAsItRestoresTheWhole(@ForAll("texts") List<String> parts) {
        // Given
        TextEdit.Stream stream = restorer.stream();
        var shown = new StringBuilder();

        // When
        parts.forEach(part -> shown.append(stream.next(part)));
        shown.append(stream.end());

        // Then
        assertThat(shown.toString()).isEqualTo(restorer.apply(String.join("", parts)));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> piece = Arbitraries.of(
                "[",
                "]",
                "[EMAIL_1]",
                "[email_12]",
                "[EMAIL_1",
                "2]",
                "\\",
                "\\[",
                "\\_",
                "_",
                "E",
                "EMAIL",
                "NAME_1]",
                "\\u005b",
                "\\u005",
                "b",
                "1",
                " ",
                "text",
                "\\\\",
                "u005b",
                "\\u005BNAME\\u005f1\\u005d");
        Arbitrary<String> whole = piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces));
        return whole.flatMap(text -> Arbitraries.integers()
                .between(1, 4)
                .list()
                .ofMaxSize(40)
                .map(cuts -> {
                    var parts = new ArrayList<String>();
                    int from = 0;
                    for (int cut : cuts) {
                        int to = Math.min(text.length(), from + cut);
                        parts.add(text.substring(from, to));
                        from = to;
                    }
                    parts.add(text.substring(from));
                    return parts;
                }));
    }
}
