package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads an export line by line, in constant memory. Not safe for use by several threads. */
public final class ExportReader {

    /** Far above what an event of 64 KiB needs. */
    public static final int LONGEST_LINE = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();

    private final BoundedLines lines;
    private final ExportHeader header;

    /** Reads the header. */
    public ExportReader(InputStream in) throws IOException, MalformedLineException {
        this(in, LONGEST_LINE);
    }

    /**
     * Reads the header.
     *
     * @param longestLine in bytes, without the newline
     */
    public ExportReader(InputStream in, int longestLine) throws IOException, MalformedLineException {
        this.lines = new BoundedLines(in, longestLine);
        if (!lines.advance()) {
            throw new MalformedLineException(1, "is missing; an export starts with a header");
        }
        this.header = parse(HeaderFormat::read);
    }

    public ExportHeader header() {
        return header;
    }

    /** Number of the line that was read last, from 1. */
    public long line() {
        return lines.number();
    }

    /** The next entry; empty at the end of the file. Whether it follows the one before is for the caller to judge. */
    public Optional<ExportEntry> next() throws IOException, MalformedLineException {
        return lines.advance() ? Optional.of(parse(EntryFormat::read)) : Optional.empty();
    }

    private <T> T parse(LineFormat<T> format) throws IOException, MalformedLineException {
        try (JsonParser json = JSON.createParser(lines.buffer(), lines.offset(), lines.length())) {
            T value = format.read(json);
            if (json.nextToken() != null) {
                throw new MalformedLineException(lines.number(), "has something after its JSON object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedLineException(lines.number(), "is not valid JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(lines.number(), String.valueOf(e.getMessage()));
        }
    }

    /** Reads one JSON object; an {@link IllegalArgumentException} says what is wrong with it. */
    @FunctionalInterface
    private interface LineFormat<T> {
        T read(JsonParser json) throws IOException;
    }
}
