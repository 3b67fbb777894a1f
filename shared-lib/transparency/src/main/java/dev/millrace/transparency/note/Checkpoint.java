package dev.millrace.transparency.note;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log was at one moment (c2sp.org/tlog-checkpoint).
 *
 * @param origin names the log, best as a URL without scheme
 * @param size number of entries
 * @param root Merkle tree hash over all of them
 * @param extensions further lines, whose meaning is not known here; best none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine(origin);
        extensions.forEach(Checkpoint::requireLine);
        if (size < 0) {
            throw new MalformedNoteException("The size of a log is not negative, as " + size + " is");
        }
        if (size == 0 && !root.equals(TreeHash.empty())) {
            throw new MalformedNoteException("A log without entries has the root " + TreeHash.empty());
        }
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads the text of a checkpoint.
     *
     * @throws MalformedNoteException when the text is no checkpoint
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedNoteException("A checkpoint ends with a newline");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new MalformedNoteException("A checkpoint has lines for origin, size and root hash");
        }
        return new Checkpoint(lines.getFirst(), size(lines.get(1)), root(lines.get(2)), lines.subList(3, lines.size()));
    }

    /** The form that {@link #parse} reads: the text of a signed checkpoint. */
    public String text() {
        var text = new StringBuilder(origin + "\n" + size + "\n" + root.base64() + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static long size(String line) {
        if (!DECIMAL.matcher(line).matches()) {
            throw new MalformedNoteException("The size in a checkpoint is decimal without leading zeros, not " + line);
        }
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new MalformedNoteException("The size in a checkpoint is below 2^63, not " + line);
        }
    }

    private static Hash root(String line) {
        try {
            return Hash.fromBase64(line);
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("The root hash in a checkpoint is 32 bytes of base64: " + e.getMessage());
        }
    }

    private static void requireLine(String line) {
        if (line.isEmpty() || line.contains("\n")) {
            throw new MalformedNoteException("The origin and each extension of a checkpoint is one line, not empty");
        }
    }
}
