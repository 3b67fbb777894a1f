package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    /** FIPS 180-4's example for one block. */
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void digestIsSha256() {
        assertThat(Digest.of("abc")).hasToString(SHA_256_OF_ABC);
        assertThat(Digest.of("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(new Digest(SHA_256_OF_ABC));
        assertThat(Digest.of("abc").bytes()).hasSize(32).startsWith(0xba, 0x78, 0x16);
    }

    @Test
    void digestOfPiecesIsTheDigestOfTheWhole() {
        // Given
        var running = Digest.sha256();

        // When
        running.update((byte) 'a');
        Digest digest = Digest.finish(running, (byte) 'b', (byte) 'c');

        // Then
        assertThat(digest).isEqualTo(Digest.of("abc"));
    }

    @Test
    void digestMatchesOnlyItself() {
        assertThat(Digest.of("abc").matches(new Digest(SHA_256_OF_ABC))).isTrue();
        assertThat(Digest.of("abc").matches(Digest.of("abd"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void digestRefusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digest(text))
                .withMessageContaining("64 lower-case hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "acme", "acme-2", "a--b", "a234567890123456789012345678901234567890"})
    void tenantIdMayStandInANamespace(String text) {
        assertThat(new TenantId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "Acme",
                "a b",
                "a_b",
                "a/b",
                "größe",
                "a\n",
                "a2345678901234567890123456789012345678901"
            })
    void tenantIdRefusesOtherForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId(text))
                .withMessageContaining("lower-case letters, digits and inner hyphens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "owner/name", "a b", "Größe + Maß", "50 %", "日本語", "😀", "..", "a%2Fb", "~*'()"})
    void ticketIsTheSameAfterWritingAndReadingIt(String project) {
        // Given
        var ticket = new TicketRef("ado", project, "7");

        // When
        String text = ticket.toString();

        // Then
        assertThat(text).startsWith("ado/").endsWith("/7").matches("[!-~]+");
        assertThat(text.split("/", -1)).hasSize(3);
        assertThat(TicketRef.parse(text)).isEqualTo(ticket);
    }

    @Test
    void everyTicketIsTheSameAfterWritingAndReadingIt() {
        // Given
        var random = new Random(4711);

        for (int i = 0; i < 5_000; i++) {
            // When
            var ticket = new TicketRef(word(random), word(random), word(random));

            // Then
            assertThat(TicketRef.parse(ticket.toString())).isEqualTo(ticket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "a/b/c/d", "a//c", "/b/c", "a/b/", "a/%20/c", "a/%zz/c", "a/%/c"})
    void ticketRefusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TicketRef.parse(text));
    }

    @Test
    void contentReferenceIsTheSameAfterWritingAndReadingIt() throws JsonProcessingException {
        // Given
        var reference = new ContentRef(new TenantId("acme"), Digest.of("abc"));

        // When
        String text = JSON.writeValueAsString(reference);

        // Then
        assertThat(text).isEqualTo("\"content:acme/" + SHA_256_OF_ABC + "\"");
        assertThat(JSON.readValue(text, ContentRef.class)).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "content:",
                "content:acme",
                "/content:acme",
                "content:acme/",
                "content:acme/abc",
                "content:/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "content:a b/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "contents:acme/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void contentReferenceRefusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ContentRef.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void eventIdHasAtLeastOneCharacterAndAtMost255(int length) {
        assertThat(new EventId("x".repeat(255)).value()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventId("x".repeat(length)))
                .withMessageContaining("1 to 255 characters");
    }

    @ParameterizedTest
    @EnumSource
    void dataClassificationIsTheSameAfterWritingAndReadingIt(DataClassification classification)
            throws JsonProcessingException {
        assertThat(DataClassification.of(classification.wire())).isEqualTo(classification);
        assertThat(JSON.readValue(JSON.writeValueAsString(classification), DataClassification.class))
                .isEqualTo(classification);
    }

    @Test
    void dataClassificationRefusesOtherWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataClassification.of("secret"))
                .withMessageContaining("public, internal, confidential or restricted");
    }

    /** One to eight characters of all planes, without lone surrogates, not all blank. */
    private static String word(Random random) {
        int[] characters = random.ints(0, Character.MAX_CODE_POINT + 1)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .limit(1 + random.nextInt(8))
                .map(character -> random.nextBoolean() ? character : "/%+ #?&=ä".codePointAt(character % 9))
                .toArray();
        String word = new String(characters, 0, characters.length);
        return word.isBlank() ? "x" + word : word;
    }
}
