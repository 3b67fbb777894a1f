package dev.millrace.transparency.export;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON strings in the one spelling of RFC 8785 §3.2.2.2. */
final class CanonicalString {

    private CanonicalString() {}

    static void append(StringBuilder json, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("An attribute must be valid Unicode");
        }
        json.append('"');
        text.chars().forEach(character -> append(json, (char) character));
        json.append('"');
    }

    private static void append(StringBuilder json, char character) {
        switch (character) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (character < ' ') {
                    json.append("\\u").append(HexFormat.of().toHexDigits(character));
                } else {
                    json.append(character);
                }
            }
        }
    }
}
