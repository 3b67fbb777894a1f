package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an export, one entry after the other. A caller that streams hands in an output that passes on what it gets.
 * Not safe for use by several threads.
 */
public final class ExportWriter implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final long size;
    private long next;

    /** Writes the header. */
    public ExportWriter(OutputStream out, ExportHeader header) throws IOException {
        this.json = JSON.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        this.size = header.size();
        json.writeStartObject();
        json.writeStringField("format", ExportHeader.FORMAT);
        json.writeNumberField("version", ExportHeader.VERSION);
        json.writeStringField("origin", header.origin());
        json.writeStringField("verifierKey", header.verifierKey().text());
        json.writeStringField("checkpoint", header.checkpoint().format());
        json.writeNumberField("size", header.size());
        json.writeEndObject();
    }

    /**
     * Writes one entry.
     *
     * @throws IllegalArgumentException unless this is the next entry, and one that the checkpoint covers
     */
    public void write(ExportEntry entry) throws IOException {
        if (entry.seq() != next || next >= size) {
            throw new IllegalArgumentException(
                    "Entries 0 to " + (size - 1) + " come in order; next is " + next + ", not " + entry.seq());
        }
        next++;
        json.writeStartObject();
        json.writeNumberField("seq", entry.seq());
        json.writeBinaryField("leaf", entry.leaf());
        if (entry.content().isPresent()) {
            SaltedContent content = entry.content().get();
            json.writeObjectFieldStart("data");
            json.writeBinaryField("salt", content.salt());
            json.writeBinaryField("content", content.content());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Ends the last line and closes the output. An export that lacks entries will be found to be cut off. */
    @Override
    public void close() throws IOException {
        json.writeRaw('\n');
        json.close();
    }
}
