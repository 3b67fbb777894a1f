package dev.millrace.durable.edits;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Finds a JSON object in prose. It starts a parser at the first braces of the text, one after the other, and takes the
 * first object with the wanted field, so neither fences nor what stands in the object's texts can mislead it.
 */
final class JsonSearch {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader();

    private JsonSearch() {}

    static Optional<JsonNode> objectWith(String field, String text) {
        char[] characters = text.toCharArray();
        int start = text.indexOf('{');
        for (int tried = 0; start >= 0 && tried < AnswerFormat.MOST_CANDIDATES; tried++) {
            Optional<JsonNode> found = objectAt(start, characters).filter(object -> object.has(field));
            if (found.isPresent()) {
                return found;
            }
            start = text.indexOf('{', start + 1);
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> objectAt(int start, char[] characters) {
        try (JsonParser parser = READER.createParser(characters, start, characters.length - start)) {
            JsonNode tree = parser.readValueAsTree();
            return Optional.ofNullable(tree);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
