package dev.millrace.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The key of PeterNeumann and the two bad ones that end the list of manglings are test vectors of golang.org/x/mod,
 * {@code sumdb/note/note_test.go} (BSD-3-Clause). The seed and its public key are test 1 of RFC 8032 §7.1.
 */
class KeyTest {

    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @Test
    void verifierKeySurvivesItsText() {
        var key = VerifierKey.parse(PETER);

        assertThat(key.text()).isEqualTo(PETER);
        assertThat(key.name()).isEqualTo("PeterNeumann");
        assertThat(key.id()).isEqualTo(0xc74f20a3);
    }

    @Test
    void noPartOfAVerifierKeyIsAKey() {
        for (int from = 0; from < PETER.length(); from++) {
            for (int to = from; to <= PETER.length(); to++) {
                if (to - from < PETER.length()) {
                    assertMalformed(PETER.substring(from, to));
                }
            }
        }
    }

    @Test
    void noVerifierKeyWithAnotherCharacterIsAKey() {
        IntStream.range(0, PETER.length())
                .mapToObj(i -> PETER.substring(0, i) + (char) (PETER.charAt(i) + 1) + PETER.substring(i + 1))
                .forEach(KeyTest::assertMalformed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void mangledVerifierKeysAreNoKeys(String text) {
        assertMalformed(text);
    }

    @Test
    void pointOffTheCurveIsNoKey() {
        // Given
        byte[] typed = new byte[33];
        typed[0] = 1;
        typed[1] = 2;
        String id = HexFormat.of().toHexDigits(KeyName.id("k", HexFormat.of().parseHex("02" + "00".repeat(31))));

        // When
        String text = "k+" + id + "+" + Base64.getEncoder().encodeToString(typed);

        // Then
        assertThatExceptionOfType(MalformedNoteException.class)
                .isThrownBy(() -> VerifierKey.parse(text))
                .withMessageContaining("no Ed25519 public key");
    }

    @Test
    void publicKeyIsThatOfTheSeed() {
        // When
        var key = SigningKey.of("log.example", SEED).verifierKey();

        // Then
        byte[] typed = Base64.getDecoder().decode(key.text().substring("log.example+01234567+".length()));
        assertThat(HexFormat.of().formatHex(typed)).isEqualTo("01" + PUBLIC);
        assertThat(VerifierKey.parse(key.text())).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Test
    void seedMayBeAnyKindOfBase64() {
        var key = SigningKey.of("log.example", SEED).verifierKey();
        String plain = Base64.getEncoder().encodeToString(SEED);
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(SEED);

        assertThat(SigningKey.parse("log.example", plain + "\n").verifierKey()).isEqualTo(key);
        assertThat(SigningKey.parse("log.example", url).verifierKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ", "not base64 at all, but long enough to be!!!"})
    void rejectsOtherSeedsWithoutQuotingThem(String seed) {
        assertThatExceptionOfType(MalformedNoteException.class)
                .isThrownBy(() -> SigningKey.parse("log.example", seed))
                .withMessageContaining("32")
                .withMessageNotContaining("!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\tb", "a\u2003b", "a\nb"})
    void rejectsNamesThatASignatureLineCannotHold(String name) {
        assertThatExceptionOfType(MalformedNoteException.class).isThrownBy(() -> SigningKey.of(name, SEED));
    }

    @Test
    void signingKeyShowsOnlyItsPublicHalf() {
        var key = SigningKey.of("log.example", SEED);

        assertThat(key).hasToString("SigningKey[" + key.verifierKey().text() + "]");
    }

    private static void assertMalformed(String text) {
        assertThatExceptionOfType(MalformedNoteException.class).isThrownBy(() -> VerifierKey.parse(text));
    }
}
