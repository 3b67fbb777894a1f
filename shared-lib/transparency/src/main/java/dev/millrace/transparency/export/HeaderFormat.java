package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonParser;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The members of the first line while they are read; what it says twice must agree. */
final class HeaderFormat {

    private @Nullable String format;
    private @Nullable Long version;
    private @Nullable String origin;
    private @Nullable String verifierKey;
    private @Nullable String checkpoint;
    private @Nullable Long size;

    private HeaderFormat() {}

    static ExportHeader read(JsonParser json) throws IOException {
        Members.requireObject(json.nextToken());
        var members = new HeaderFormat();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            members.take(name, json);
        }
        return members.header();
    }

    private void take(String name, JsonParser json) throws IOException {
        switch (name) {
            case "format" -> format = Members.text(json, format);
            case "version" -> version = Members.number(json, version);
            case "origin" -> origin = Members.text(json, origin);
            case "verifierKey" -> verifierKey = Members.text(json, verifierKey);
            case "checkpoint" -> checkpoint = Members.text(json, checkpoint);
            case "size" -> size = Members.number(json, size);
            default -> throw Members.unknown(name);
        }
    }

    private ExportHeader header() {
        if (!Members.present(format, "format").equals(ExportHeader.FORMAT)
                || Members.present(version, "version") != ExportHeader.VERSION) {
            throw new IllegalArgumentException("is not the header of a " + ExportHeader.FORMAT + " of version "
                    + ExportHeader.VERSION + ", the only one that can be read here");
        }
        var header = new ExportHeader(
                VerifierKey.parse(Members.present(verifierKey, "verifierKey")),
                SignedCheckpoint.parse(Members.present(checkpoint, "checkpoint")));
        if (!header.origin().equals(Members.present(origin, "origin"))) {
            throw new IllegalArgumentException("names another origin than its checkpoint");
        }
        if (header.size() != Members.present(size, "size")) {
            throw new IllegalArgumentException("names another size than its checkpoint");
        }
        return header;
    }
}
