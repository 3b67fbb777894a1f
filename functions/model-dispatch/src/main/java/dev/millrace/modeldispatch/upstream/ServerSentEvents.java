package dev.millrace.modeldispatch.upstream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into events (HTML Living Standard, section 9.2.6). For one thread. */
public final class ServerSentEvents {

    private final int largest;
    private Buffer rest = Buffer.buffer();
    private int scanned;

    /** @param largest bytes of one event */
    public ServerSentEvents(int largest) {
        this.largest = largest;
    }

    /**
     * @param raw the event's bytes with the blank line that ends it
     * @param data the lines of its data, joined by newlines; empty for a comment
     */
    public record Event(Buffer raw, String data) {}

    /**
     * The events that a part completes.
     *
     * @throws IllegalStateException when an event is larger than allowed
     */
    public List<Event> next(Buffer part) {
        Buffer bytes = rest.length() == 0 ? part : rest.appendBuffer(part);
        var events = new ArrayList<Event>();
        int start = 0;
        int length = bytes.length();
        for (int i = scanned; i < length; i++) {
            if (bytes.getByte(i) == '\n' && endsEvent(bytes, start, i)) {
                events.add(event(bytes.getBuffer(start, i + 1)));
                start = i + 1;
            }
        }
        rest = start == length ? Buffer.buffer() : bytes.getBuffer(start, length);
        scanned = rest.length();
        if (rest.length() > largest) {
            throw new IllegalStateException("an event has more than " + largest + " bytes");
        }
        return events;
    }

    private static boolean endsEvent(Buffer bytes, int start, int newline) {
        int before = newline - 1;
        if (before >= start && bytes.getByte(before) == '\r') {
            before--;
        }
        return before < start || bytes.getByte(before) == '\n';
    }

    private static Event event(Buffer raw) {
        String text = raw.toString(StandardCharsets.UTF_8);
        var data = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (text.startsWith("data:", from)) {
                int value = from + 5 < last && text.charAt(from + 5) == ' ' ? from + 6 : from + 5;
                data.append(data.isEmpty() ? "" : "\n").append(text, value, Math.max(value, last));
            }
            from = end + 1;
        }
        return new Event(raw, data.toString());
    }
}
