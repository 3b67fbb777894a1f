package dev.millrace.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @Test
    void showsWhatWouldHideOrReorder() {
        assertThat(PlainText.readable("a\u202Eb\u0000c\u200Bd\uFEFFe\u2028"))
                .isEqualTo("a[U+202E]b[U+0000]c[U+200B]d[U+FEFF]e[U+2028]");
    }

    @Test
    void keepsLinesAndEverythingThatIsText() {
        assertThat(PlainText.readable("ü 漢\t😀\r\nx\ry\n")).isEqualTo("ü 漢 😀\nx\ny\n");
    }

    @Test
    void halvesOfCharactersAreShownByTheirNumber() {
        assertThat(PlainText.readable("\uD83D")).isEqualTo("[U+D83D]");
        assertThat(PlainText.readable("\uDE00x\uD83D")).isEqualTo("[U+DE00]x[U+D83D]");
    }

    @Test
    void aLineIsOne() {
        assertThat(PlainText.line(" a\r\n\n b\tc ")).isEqualTo("a b c");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "ab😀d, 4, ab…", "a😀cd, 4, a😀…"})
    void cutsBetweenCharacters(String text, int longest, String cut) {
        assertThat(PlainText.cut(text, longest)).isEqualTo(cut);
    }
}
