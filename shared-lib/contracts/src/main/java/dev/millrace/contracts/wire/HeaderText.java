package dev.millrace.contracts.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Attributes of events as values of HTTP headers (HTTP protocol binding 1.0.2, section 3.1.3.2). */
public final class HeaderText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private HeaderText() {}

    /** Percent-encodes all but printable ASCII, and of that space, double quote and percent. */
    public static String encode(String value) {
        var header = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '"' && b != '%') {
                header.append((char) b);
            } else {
                header.append('%').append(HEX.toHexDigits(b));
            }
        }
        return header.toString();
    }

    /** Undoes quoting and one round of percent-encoding. What is not encoded UTF-8 stays as it is. */
    public static String decode(String header) {
        String text = QUOTED.matcher(header).matches()
                ? ESCAPED.matcher(header.substring(1, header.length() - 1)).replaceAll("$1")
                : header;
        return text.indexOf('%') < 0 ? text : percentDecoded(text);
    }

    private static String percentDecoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && isHex(text, i + 1) && isHex(text, i + 2)) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
    }
}
