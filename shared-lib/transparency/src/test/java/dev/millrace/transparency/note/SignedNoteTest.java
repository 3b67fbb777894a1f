package dev.millrace.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys and signatures of PeterNeumann and EnochRoot are the test vectors of golang.org/x/mod, {@code
 * sumdb/note/note_test.go} (BSD-3-Clause).
 */
class SignedNoteTest {

    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String PETER_SIGNED =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String ENOCH_SIGNED =
            "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
    private static final VerifierKey PETER =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    private static final VerifierKey ENOCH =
            VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");

    @Test
    void signsAsTheReferenceDoes() {
        // Given
        var key = SigningKey.parse("PeterNeumann", "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=");

        // When
        var note = SignedNote.sign(TEXT, key);

        // Then
        assertThat(note.format()).isEqualTo(TEXT + "\n" + PETER_SIGNED);
        assertThat(key.verifierKey()).isEqualTo(PETER);
    }

    @Test
    void believesEachTrustedSigner() {
        // Given
        var note = SignedNote.parse(TEXT + "\n" + PETER_SIGNED + ENOCH_SIGNED);

        // When
        var check = note.verify(List.of(ENOCH, PETER));

        // Then
        assertThat(check).isEqualTo(new SignatureCheck.Valid(List.of(PETER, ENOCH)));
        assertThat(note.format()).isEqualTo(TEXT + "\n" + PETER_SIGNED + ENOCH_SIGNED);
    }

    @Test
    void ignoresSignersThatAreNotTrusted() {
        var note = SignedNote.parse(TEXT + "\n" + PETER_SIGNED + ENOCH_SIGNED);

        assertThat(note.verify(List.of(ENOCH))).isEqualTo(new SignatureCheck.Valid(List.of(ENOCH)));
        assertThat(note.verify(List.of()))
                .isEqualTo(new SignatureCheck.UnknownSigners(List.of("PeterNeumann", "EnochRoot")));
    }

    @Test
    void oneForgedSignatureOfATrustedKeySpoilsTheNote() {
        // Given
        String forged = PETER_SIGNED.replace("ZJkuBS", "ZJkuBT");
        var note = SignedNote.parse(TEXT + "\n" + ENOCH_SIGNED + forged);

        // When
        var check = note.verify(List.of(ENOCH, PETER));

        // Then
        assertThat(check).isEqualTo(new SignatureCheck.Forged(PETER));
    }

    @Test
    void signatureOfAnotherLengthIsForged() {
        var note = SignedNote.parse(TEXT + "\n— PeterNeumann x08go/ZJ\n");

        assertThat(note.verify(List.of(PETER))).isEqualTo(new SignatureCheck.Forged(PETER));
    }

    @Test
    void noticesAnotherText() {
        var note = SignedNote.parse(TEXT.replace("problem", "Problem") + "\n" + PETER_SIGNED);

        assertThat(note.verify(List.of(PETER))).isEqualTo(new SignatureCheck.Forged(PETER));
    }

    @Test
    void lastEmptyLineEndsTheText() {
        // Given
        String text = "one\n\ntwo\n\n— no signature\n";
        var key = SigningKey.of("k", new byte[32]);

        // When
        var note = SignedNote.parse(SignedNote.sign(text, key).format());

        // Then
        assertThat(note.text()).isEqualTo(text);
        assertThat(note.verify(List.of(key.verifierKey()))).isInstanceOf(SignatureCheck.Valid.class);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "\n",
                "\n\n",
                TEXT,
                TEXT + "\n",
                TEXT + PETER_SIGNED,
                TEXT + "\n" + PETER_SIGNED.stripTrailing(),
                "\u0001" + TEXT + "\n" + PETER_SIGNED,
                TEXT.replace("\n", "\r\n") + "\n" + PETER_SIGNED,
                "\ud800" + TEXT + "\n" + PETER_SIGNED,
                TEXT + "\n" + PETER_SIGNED + "Unexpected line.\n",
                TEXT + "\n" + PETER_SIGNED.replace("\n", "\r\n"),
                TEXT + "\n" + PETER_SIGNED.replace("—", "-"),
                TEXT + "\n" + PETER_SIGNED.replace("PeterNeumann", "Peter Neumann"),
                TEXT + "\n" + PETER_SIGNED.replace("PeterNeumann", "Peter+Neumann"),
                TEXT + "\n" + PETER_SIGNED.replace("PeterNeumann", "Peter\u00a0Neumann"),
                TEXT + "\n" + PETER_SIGNED.replace("PeterNeumann", ""),
                TEXT + "\n" + PETER_SIGNED.replace("=", ""),
                TEXT + "\n" + PETER_SIGNED.replace("AM=", "AN="),
                TEXT + "\n" + PETER_SIGNED.replace("AM=", "AM= "),
                TEXT + "\n— PeterNeumann x08gow==\n",
                TEXT + "\n" + PETER_SIGNED.repeat(101),
                "x".repeat(1_000_000) + "\n\n" + PETER_SIGNED);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void rejectsWhatIsNoNote(String note) {
        assertThatExceptionOfType(MalformedNoteException.class).isThrownBy(() -> SignedNote.parse(note));
    }

    @Test
    void acceptsSixteenSignatures() {
        String signatures = IntStream.range(0, 16).mapToObj(i -> PETER_SIGNED).collect(Collectors.joining());

        assertThat(SignedNote.parse(TEXT + "\n" + signatures).signatures()).hasSize(16);
    }
}
