package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of an entry's line while they are read. */
final class EntryFormat {

    private @Nullable Long seq;
    private byte @Nullable [] leaf;
    private @Nullable SaltedContent content;

    private EntryFormat() {}

    static ExportEntry read(JsonParser json) throws IOException {
        Members.requireObject(json.nextToken());
        var members = new EntryFormat();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            members.take(name, json);
        }
        return ExportEntry.of(
                Members.present(members.seq, "seq"),
                Members.present(members.leaf, "leaf"),
                Optional.ofNullable(members.content));
    }

    private void take(String name, JsonParser json) throws IOException {
        switch (name) {
            case "seq" -> seq = Members.number(json, seq);
            case "leaf" -> leaf = Members.bytes(json, leaf);
            case "data" -> {
                Members.requireFirst(json, content);
                content = readContent(json);
            }
            default -> throw Members.unknown(name);
        }
    }

    private static SaltedContent readContent(JsonParser json) throws IOException {
        Members.requireObject(json.nextToken());
        byte[] salt = null;
        byte[] content = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            switch (name) {
                case "salt" -> salt = Members.bytes(json, salt);
                case "content" -> content = Members.bytes(json, content);
                default -> throw Members.unknown(name);
            }
        }
        return SaltedContent.of(Members.present(salt, "salt"), Members.present(content, "content"));
    }
}
