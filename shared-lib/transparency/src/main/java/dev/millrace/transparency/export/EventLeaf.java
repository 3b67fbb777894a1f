package dev.millrace.transparency.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.transparency.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the log says about one event for ever: its attributes, and a digest of its content. Its bytes are the leaf, in
 * the canonical JSON of RFC 8785 (members sorted, no white space), so that the same event is the same leaf everywhere.
 *
 * @param attributes attributes of the event as text (id, source, type, tenant, time, ...), without that of the digest
 * @param dataDigest {@link SaltedContent#digest()}; empty for an event without content
 */
public record EventLeaf(SortedMap<String, String> attributes, Optional<Hash> dataDigest) {

    /** The member that holds the digest, in base64. */
    public static final String DATA_DIGEST = "datadigest";

    private static final JsonFactory JSON = new JsonFactory();

    public EventLeaf {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (attributes.containsKey(DATA_DIGEST)) {
            throw new IllegalArgumentException("An event must not have an attribute of its own named " + DATA_DIGEST);
        }
    }

    public static EventLeaf of(Map<String, String> attributes, SaltedContent content) {
        return new EventLeaf(new TreeMap<>(attributes), Optional.of(content.digest()));
    }

    /**
     * The leaf as it is hashed and exported.
     *
     * @throws IllegalArgumentException when an attribute is no valid Unicode
     */
    public byte[] bytes() {
        SortedMap<String, String> members = new TreeMap<>(attributes);
        dataDigest.ifPresent(digest -> members.put(DATA_DIGEST, digest.base64()));
        var json = new StringBuilder(256).append('{');
        members.forEach((name, value) -> {
            CanonicalString.append(json.length() == 1 ? json : json.append(','), name);
            CanonicalString.append(json.append(':'), value);
        });
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the digest back from a leaf.
     *
     * @throws IllegalArgumentException when the leaf is no JSON object, or its digest is not one text of 32 bytes
     */
    static Optional<Hash> dataDigest(byte[] leaf) {
        try (JsonParser json = JSON.createParser(leaf)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("The leaf is not a JSON object");
            }
            Optional<Hash> digest = Optional.empty();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (!name.equals(DATA_DIGEST)) {
                    json.skipChildren();
                } else if (digest.isPresent() || value != JsonToken.VALUE_STRING) {
                    throw new IllegalArgumentException("The leaf's " + DATA_DIGEST + " is not one text");
                } else {
                    digest = Optional.of(Hash.fromBase64(json.getText()));
                }
            }
            return digest;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The leaf is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }
}
