package dev.millrace.modeldispatch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A megabyte of what looks like the beginning of something: with time quadratic in it, these would take an hour. */
class HugeTextsTest {

    private static final int LENGTH = 1 << 20;

    static Stream<String> pieces() {
        return Stream.of(
                "a",
                "1",
                "@",
                ".",
                ":",
                "=",
                "+",
                "(",
                "[",
                "\\",
                "a@",
                "a.",
                "@a.",
                "1 ",
                "1-",
                "+1",
                "(1",
                "1.1.",
                ":1",
                "a:",
                "::",
                "eyJ",
                "eyJaaaaaaaaaaaaa.",
                "://",
                "a://b:",
                "glpat-",
                "sk-",
                "AKIA",
                "AZDO",
                "8Q~",
                "ghp_",
                "password=",
                "pwd:",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "ignore ",
                "ignore all ",
                "you are now ",
                "DE89 ",
                "GB29NWBK",
                "ann ",
                "ann",
                "Ann'",
                "AccountKey=");
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void areReadOnce(String piece) {
        // Given
        String text = piece.repeat(LENGTH / piece.length());
        var data = new PersonalData(new Names(List.of("Ann Ann Ann Smith", "Ann B")));

        // When
        List<Span> personal = data.find(text);
        List<Span> secrets = Secrets.find(text);
        List<Span> orders = Injections.find(text);

        // Then
        assertThat(List.of(personal, secrets, orders))
                .allSatisfy(
                        spans -> assertThat(spans).isSortedAccordingTo((one, other) -> one.start() - other.start()));
    }
}
