package dev.millrace.transparency.note;

import dev.millrace.transparency.StrictBase64;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note. It says which key made it; only that key can tell whether this is true.
 *
 * @param base64 the key id, four bytes big-endian, and the signature
 */
public record NoteSignature(String keyName, String base64) {

    private static final String DASH = "\u2014 ";

    public NoteSignature {
        KeyName.require(keyName);
        if (decode(base64).length <= Integer.BYTES) {
            throw new MalformedNoteException("A signature has more than the four bytes of its key id");
        }
    }

    /**
     * Reads a line without its newline.
     *
     * @throws MalformedNoteException unless the line is an em dash, a key name and base64, single spaces between
     */
    static NoteSignature parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !line.startsWith(DASH)) {
            throw new MalformedNoteException("A signature line is an em dash, a key name and base64: " + line);
        }
        return new NoteSignature(words[1], words[2]);
    }

    public int keyId() {
        return ByteBuffer.wrap(decode(base64)).getInt();
    }

    byte[] signature() {
        byte[] bytes = decode(base64);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    String line() {
        return DASH + keyName + " " + base64 + "\n";
    }

    private static byte[] decode(String base64) {
        try {
            return StrictBase64.decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("A signature is base64: " + e.getMessage());
        }
    }
}
