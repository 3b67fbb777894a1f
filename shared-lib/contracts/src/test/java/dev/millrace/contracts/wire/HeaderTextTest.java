package dev.millrace.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @Test
    void encodesAsTheSpecificationShows() {
        assertThat(HeaderText.encode("Euro € 😀")).isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
        assertThat(HeaderText.encode("100 % \"A\"")).isEqualTo("100%20%25%20%22A%22");
        assertThat(HeaderText.encode("a/b?c=d&e~!")).isEqualTo("a/b?c=d&e~!");
    }

    @Test
    void readsBackWhatItWrote() {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(12), 0, 0x11000)
                    .filter(c -> !Character.isSurrogate((char) c) || c > 0xffff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(HeaderText.decode(HeaderText.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void undoesOneRoundOfEncodingOnly() {
        assertThat(HeaderText.decode("%25C3%25B6")).isEqualTo("%C3%B6");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "plain, plain",
                "100%, 100%",
                "%zz, %zz",
                "%c3%b6, ö",
                "%C3, %C3",
                "%ff%fe, %ff%fe",
                "'\"a \\\"b\\\" \\\\\"', 'a \"b\" \\'",
                "'\"%20\"', ' '",
                "'\"half', '\"half'",
                "'', ''"
            })
    void decodesWhatOthersWrite(String header, String text) {
        assertThat(HeaderText.decode(header)).isEqualTo(text);
    }
}
