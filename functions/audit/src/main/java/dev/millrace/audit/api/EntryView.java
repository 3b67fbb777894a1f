package dev.millrace.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.audit.log.LoggedEntry;
import dev.millrace.transparency.export.SaltedContent;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as operators see it.
 *
 * @param event the leaf, to be read
 * @param leaf the leaf's bytes in base64, to be hashed
 * @param leafHash base64
 * @param content missing once it is erased
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryView(
        long seq,
        JsonNode event,
        String leaf,
        String leafHash,
        @Nullable Content content) {

    /** What the leaf's {@code datadigest} is made of, in base64: SHA-256 over salt and digest. */
    record Content(String salt, String digest) {
        static Content of(SaltedContent content) {
            return new Content(base64(content.salt()), base64(content.content()));
        }
    }

    /**
     * Entries in the order of the log.
     *
     * @param next the {@code after} of the next page; missing when this is the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<EntryView> entries, @Nullable Long next) {}

    static EntryView of(LoggedEntry entry, ObjectMapper json) {
        byte[] leaf = entry.leaf().getBytes();
        return new EntryView(
                entry.seq(),
                readable(leaf, json),
                base64(leaf),
                entry.leafHash().base64(),
                entry.content().map(Content::of).orElse(null));
    }

    /** Somebody may have spoilt the leaf, and just then an operator wants to see it. */
    private static JsonNode readable(byte[] leaf, ObjectMapper json) {
        try {
            return json.readTree(leaf);
        } catch (IOException e) {
            return TextNode.valueOf("not readable: the leaf was changed");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
