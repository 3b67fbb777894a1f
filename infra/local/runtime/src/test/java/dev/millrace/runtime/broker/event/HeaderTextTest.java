package dev.millrace.runtime.broker.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @Property
    void comesBackAsItWas(@ForAll String text) {
        var whole = text.codePoints()
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        var encoded = HeaderText.encode(whole);

        assertThat(encoded).matches("[!-~]*").doesNotContain("\"");
        assertThat(HeaderText.decode("x", encoded)).isEqualTo(whole);
    }

    @Test
    void encodesTheExampleOfTheSpecification() {
        assertThat(HeaderText.encode("Euro € 😀")).isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "%41%42, AB", "%e2%82%ac, €", "\"quoted \\\"text\\\"\", quoted \"text\"", "Ã¼, ü"})
    void decodesWhatOthersWrite(String header, String value) {
        assertThat(HeaderText.decode("x", header)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%C0%A0", "%ED%A0%80", "ü"})
    void refusesWhatIsNoText(String header) {
        assertThatThrownBy(() -> HeaderText.decode("x", header))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("ce-x");
    }
}
