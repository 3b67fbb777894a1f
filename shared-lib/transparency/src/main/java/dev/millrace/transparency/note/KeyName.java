package dev.millrace.transparency.note;

import dev.millrace.transparency.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The rules of c2sp.org/signed-note for the names of keys and the ids that go with them. */
final class KeyName {

    /** Signature type of plain Ed25519. */
    static final byte ED25519 = 0x01;

    private KeyName() {}

    static String require(String name) {
        if (name.isEmpty() || name.contains("+") || name.codePoints().anyMatch(KeyName::isNoNameCharacter)) {
            throw new MalformedNoteException("A key name is not empty and has no space, plus or control character");
        }
        return name;
    }

    static int id(String name, byte[] publicKey) {
        byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
        Hash hash = Hash.sha256(prefix, new byte[] {ED25519}, publicKey);
        return ByteBuffer.wrap(hash.bytes()).getInt();
    }

    private static boolean isNoNameCharacter(int character) {
        return Character.isSpaceChar(character)
                || Character.isWhitespace(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE;
    }
}
