package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the input of a mutation, written out or given as a variable. */
final class GraphqlInput {

    /** A text, a variable, or a word that is a field's name when a colon follows. */
    private static final Pattern PIECE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\$(\\w+)|(\\w+)(\\s*:)?");

    private GraphqlInput() {}

    /**
     * @param start where the input's value begins in the query
     */
    static Optional<JsonNode> read(String query, int start, JsonNode variables) {
        if (query.charAt(start) == '$') {
            Matcher name = PIECE.matcher(query).region(start, query.length());
            return name.lookingAt() ? Optional.of(variables.path(name.group(1))) : Optional.empty();
        }
        return end(query, start).flatMap(end -> json(query.substring(start, end), variables));
    }

    private static Optional<Integer> end(String query, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < query.length(); i++) {
            char next = query.charAt(i);
            if (quoted) {
                if (next == '\\') {
                    i++;
                } else if (next == '"') {
                    quoted = false;
                }
            } else if (next == '"') {
                quoted = true;
            } else if (next == '{') {
                depth++;
            } else if (next == '}' && --depth == 0) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> json(String literal, JsonNode variables) {
        String text = PIECE.matcher(literal).replaceAll(piece -> {
            String replacement = piece.group();
            if (piece.group(1) != null) {
                replacement = variables.path(piece.group(1)).toString();
            } else if (piece.group(2) != null && piece.group(3) != null) {
                replacement = '"' + piece.group(2) + "\":";
            }
            return Matcher.quoteReplacement(replacement);
        });
        try {
            return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (HttpProblem e) {
            return Optional.empty();
        }
    }
}
