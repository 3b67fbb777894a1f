package dev.millrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {

    @Test
    void keepsItsBytesToItself() {
        // Given
        byte[] given = new byte[Hash.LENGTH];
        Hash hash = Hash.of(given);

        // When
        given[0] = 1;
        hash.bytes()[1] = 1;

        // Then
        assertThat(hash).isEqualTo(Hash.of(new byte[Hash.LENGTH])).hasSameHashCodeAs(Hash.of(new byte[Hash.LENGTH]));
    }

    @Test
    void survivesItsBase64() {
        assertThat(Hash.fromBase64(TreeHash.empty().base64())).isEqualTo(TreeHash.empty());
    }

    @Test
    void rejectsAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hash.of(new byte[31]))
                .withMessageContaining("31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= "
            })
    void rejectsEveryOtherSpelling(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.fromBase64(text));
    }
}
