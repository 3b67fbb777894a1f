package dev.millrace.runtime.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The target of a request, taken apart. What the gateway and a function behind it might read differently is refused
 * rather than repaired: whoever sends {@code /hooks/../audit} or {@code /hooks%2f..} has no good reason.
 */
sealed interface RequestPath {

    /** A path that can only be read in one way. */
    record Clean(List<String> segments) implements RequestPath {

        public Clean {
            segments = List.copyOf(segments);
        }
    }

    /** A path that is not passed on. */
    record Refused(String why) implements RequestPath {}

    /**
     * Takes a target apart.
     *
     * @param target the request target as it came (RFC 9112 section 3.2), with its query
     */
    static RequestPath parse(String target) {
        int end = indexOfAny(target);
        String path = target.substring(0, end);
        if (!path.startsWith("/")) {
            return new Refused("the request target must be a path");
        }
        if (target.indexOf('#') >= 0) {
            return new Refused("the request target must not have a fragment");
        }
        String[] raw = path.substring(1).split("/", -1);
        var segments = new ArrayList<String>();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i].isEmpty() && i == raw.length - 1) {
                break;
            }
            switch (segment(raw[i])) {
                case Clean(var decoded) -> segments.addAll(decoded);
                case Refused refused -> {
                    return refused;
                }
            }
        }
        return new Clean(segments);
    }

    private static RequestPath segment(String raw) {
        String decoded;
        try {
            decoded = decode(raw);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return new Refused("the path holds a broken percent escape");
        }
        String name = decoded.indexOf(';') < 0 ? decoded : decoded.substring(0, decoded.indexOf(';'));
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return new Refused("the path must not hold empty segments, '.' or '..'");
        }
        boolean ambiguous = decoded.chars().anyMatch(c -> c == '/' || c == '\\' || c == '%' || c < ' ' || c == 0x7f);
        return ambiguous
                ? new Refused("the path must not hold an escaped slash, backslash, percent sign or control character")
                : new Clean(List.of(decoded));
    }

    private static String decode(String raw) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= raw.length()) {
                    throw new IllegalArgumentException("cut short");
                }
                bytes.put((byte) (hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2))));
                i += 2;
            } else if (c > ' ' && c < 0x7f) {
                bytes.put((byte) c);
            } else {
                throw new IllegalArgumentException("not ASCII");
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    }

    private static int hex(char c) {
        int digit = c < 0x7f ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("no hexadecimal digit");
        }
        return digit;
    }

    private static int indexOfAny(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) == '?' || target.charAt(i) == '#') {
                return i;
            }
        }
        return target.length();
    }
}
