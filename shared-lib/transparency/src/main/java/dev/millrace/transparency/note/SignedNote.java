package dev.millrace.transparency.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with the signatures of one or more keys (c2sp.org/signed-note). Nothing is said yet about whether they hold.
 *
 * @param text ends with a newline
 * @param signatures 1 to 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
        requireText(text);
        if (!text.endsWith("\n")) {
            throw new MalformedNoteException("The text of a note ends with a newline");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedNoteException(
                    "A note has 1 to " + MOST_SIGNATURES + " signatures, not " + signatures.size());
        }
    }

    /**
     * Reads a note, without judging its signatures.
     *
     * @throws MalformedNoteException when this is no note
     */
    public static SignedNote parse(String note) {
        if (note.length() > MOST_CHARACTERS) {
            throw new MalformedNoteException("A note has at most a million characters, not " + note.length());
        }
        int blankLine = note.lastIndexOf("\n\n");
        if (blankLine < 0 || blankLine + 2 == note.length() || !note.endsWith("\n")) {
            throw new MalformedNoteException(
                    "A note is a text, an empty line and signature lines, each with a newline");
        }
        String[] lines = note.substring(blankLine + 2, note.length() - 1).split("\n", -1);
        return new SignedNote(
                note.substring(0, blankLine + 1),
                Stream.of(lines).map(NoteSignature::parse).toList());
    }

    /** Signs a text that ends with a newline, with one key or, while keys change, with several. */
    public static SignedNote sign(String text, SigningKey key, SigningKey... others) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return new SignedNote(
                text,
                Stream.concat(Stream.of(key), Stream.of(others))
                        .map(each -> each.sign(message))
                        .toList());
    }

    /** The form that {@link #parse} reads. */
    public String format() {
        return signatures.stream().map(NoteSignature::line).collect(Collectors.joining("", text + "\n", ""));
    }

    /** Asks the trusted keys. Signatures of other keys are ignored; one bad signature of a trusted key spoils the note. */
    public SignatureCheck verify(Collection<VerifierKey> trusted) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<VerifierKey> signers = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            List<VerifierKey> claimants =
                    trusted.stream().filter(key -> key.claims(signature)).toList();
            for (VerifierKey key : claimants) {
                if (!key.verifies(message, signature.signature())) {
                    return new SignatureCheck.Forged(key);
                }
                signers.add(key);
            }
        }
        return signers.isEmpty() ? unknown() : new SignatureCheck.Valid(signers);
    }

    private SignatureCheck unknown() {
        return new SignatureCheck.UnknownSigners(
                signatures.stream().map(NoteSignature::keyName).distinct().toList());
    }

    private static void requireText(String text) {
        if (text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new MalformedNoteException("A note has no control characters except newlines");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedNoteException("A note is valid Unicode");
        }
    }
}
