package dev.millrace.runtime.broker.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Attribute values in HTTP headers: CloudEvents HTTP protocol binding 1.0.2, section 3.1.3.2. */
final class HeaderText {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    /** Percent-encodes what is not printable ASCII, and space, double quote and percent. */
    static String encode(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!travelsAsIs(value.charAt(i))) {
                return encodeFrom(i, value);
            }
        }
        return value;
    }

    private static String encodeFrom(int start, String value) {
        var encoded = new StringBuilder(value.length() + 32).append(value, 0, start);
        for (byte b : value.substring(start).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (travelsAsIs(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
            }
        }
        return encoded.toString();
    }

    private static boolean travelsAsIs(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '%';
    }

    /**
     * Undoes quoting and one round of percent-encoding. Raw UTF-8, which older senders put into headers, is read as
     * such.
     *
     * @param header one char for each byte, as Netty decodes headers
     * @throws MalformedEvent when the bytes are no UTF-8 or an escape is cut off
     */
    static String decode(String name, String header) {
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '%' || c == '"' || c > 0x7E) {
                return decodeSlowly(name, header);
            }
        }
        return header;
    }

    private static String decodeSlowly(String name, String header) {
        String text = unquote(header);
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            } else if (c == '%') {
                bytes.write(escapedByte(name, text, i));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEvent("the header ce-" + name + " is not percent-encoded UTF-8");
        }
    }

    private static int escapedByte(String name, String text, int at) {
        if (at + 2 >= text.length()
                || !HexFormat.isHexDigit(text.charAt(at + 1))
                || !HexFormat.isHexDigit(text.charAt(at + 2))) {
            throw new MalformedEvent("the header ce-" + name + " has a % without two hexadecimal digits");
        }
        return HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    private static String unquote(String header) {
        if (header.length() < 2 || header.charAt(0) != '"' || header.charAt(header.length() - 1) != '"') {
            return header;
        }
        var text = new StringBuilder(header.length());
        for (int i = 1; i < header.length() - 1; i++) {
            char c = header.charAt(i);
            text.append(c == '\\' && i + 1 < header.length() - 1 ? header.charAt(++i) : c);
        }
        return text.toString();
    }
}
