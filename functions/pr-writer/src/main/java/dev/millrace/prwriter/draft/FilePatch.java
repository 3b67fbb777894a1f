package dev.millrace.prwriter.draft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** One file's part of a patch, as Git writes it (git-diff, "Generating patch text with -p"). */
final class FilePatch {

    /** Bytes of one side; larger files take long to compare and are nothing that people read. */
    private static final int LARGEST = 256 * 1024;

    private static final int SHA_1 = 40;

    private FilePatch() {}

    /** Whether Git would write a path in quotes. */
    static boolean isUnwritable(String path) {
        return path.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 0x7F);
    }

    /**
     * @param blob id of the content after the change, empty for none
     * @return empty when it would be too large, or the content is not that of the id
     */
    static Optional<byte[]> of(String path, String blob, Optional<byte[]> before, Optional<byte[]> after) {
        byte[] old = before.orElseGet(() -> new byte[0]);
        byte[] now = after.orElseGet(() -> new byte[0]);
        if (old.length > LARGEST
                || now.length > LARGEST
                || !id(after, blob.length()).equals(blob)) {
            return Optional.empty();
        }
        var patch = new ByteArrayOutputStream();
        patch.writeBytes(head(path, id(before, blob.isEmpty() ? SHA_1 : blob.length()), blob));
        if (RawText.isBinary(old) || RawText.isBinary(now)) {
            patch.writeBytes(bytes("Binary files differ\n"));
        } else if (old.length + now.length > 0) {
            patch.writeBytes(bytes("--- " + before.map(is -> "a/" + path).orElse("/dev/null") + "\n"));
            patch.writeBytes(bytes("+++ " + after.map(is -> "b/" + path).orElse("/dev/null") + "\n"));
            writeHunks(patch, new RawText(old), new RawText(now));
        }
        return Optional.of(patch.toByteArray());
    }

    /** Names a change that is not shown. */
    static byte[] leftOut(String path, String blob) {
        byte[] head = head(path, "", blob);
        byte[] why = bytes("Left out\n");
        var patch = new ByteArrayOutputStream(head.length + why.length);
        patch.writeBytes(head);
        patch.writeBytes(why);
        return patch.toByteArray();
    }

    private static byte[] head(String path, String before, String after) {
        int length = Math.max(SHA_1, after.length());
        return bytes("diff --git a/" + path + " b/" + path + "\nindex " + orZeros(before, length) + ".."
                + orZeros(after, length) + "\n");
    }

    private static String orZeros(String id, int length) {
        return id.isEmpty() ? "0".repeat(length) : id;
    }

    private static void writeHunks(ByteArrayOutputStream patch, RawText before, RawText after) {
        try (var formatter = new DiffFormatter(patch)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after), before, after);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A patch is written to memory", e);
        }
    }

    /** Git's id of a content, by the length of the ids that its repository has. */
    private static String id(Optional<byte[]> content, int length) {
        if (content.isEmpty()) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(length == SHA_1 ? "SHA-1" : "SHA-256");
            digest.update(bytes("blob " + content.get().length + "\0"));
            return HexFormat.of().formatHex(digest.digest(content.get()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1 and SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
