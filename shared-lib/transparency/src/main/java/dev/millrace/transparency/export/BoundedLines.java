package dev.millrace.transparency.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream at newlines without ever holding more than one line of bounded length. */
final class BoundedLines {

    private static final int FIRST_CAPACITY = 1 << 16;

    private final InputStream in;
    private final int longest;
    private byte[] buffer;
    private int start;
    private int end;
    private int next;
    private int filled;
    private long number;

    BoundedLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
        this.buffer = new byte[FIRST_CAPACITY];
    }

    /** Moves to the next line; false at the end of the stream. The last line needs no newline. */
    boolean advance() throws IOException, MalformedLineException {
        start = next;
        number++;
        int scanned = start;
        while (true) {
            int newline = indexOfNewline(scanned);
            if (newline >= 0) {
                end = newline;
                next = newline + 1;
                requireBounded();
                return true;
            }
            scanned = filled;
            end = filled;
            requireBounded();
            int moved = start;
            if (!fill()) {
                end = filled;
                next = filled;
                return end > start;
            }
            scanned -= moved - start;
        }
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the line starts in the buffer. */
    int offset() {
        return start;
    }

    /** Length of the line without its newline. */
    int length() {
        return end - start;
    }

    /** Number of the line, from 1. */
    long number() {
        return number;
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void requireBounded() throws MalformedLineException {
        if (length() > longest) {
            throw new MalformedLineException(number, "is longer than " + longest + " bytes");
        }
    }

    /** Moves the line to the front of the buffer and reads behind it; false when there is no more. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read >= 0;
    }
}
