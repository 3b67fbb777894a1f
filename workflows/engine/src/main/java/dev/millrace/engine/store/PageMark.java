package dev.millrace.engine.store;

import dev.millrace.engine.Instance;
import dev.millrace.engine.InstancePage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The last instance of a page, as a text that asks for the next page. */
public record PageMark(Instant createdAt, String id) {

    /**
     * Reads a continuation.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static PageMark read(String continuation) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(continuation), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return new PageMark(Instant.parse(text.substring(0, Math.max(0, space))), text.substring(space + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "The continuation did not come from a page before. Begin without one.", e);
        }
    }

    public String write() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the instance comes later. */
    public boolean isBefore(Instance instance) {
        int order = createdAt.compareTo(instance.createdAt());
        return order < 0 || (order == 0 && id.compareTo(instance.id()) < 0);
    }

    /**
     * Makes a page.
     *
     * @param found one more than the limit when there is another page
     */
    public static InstancePage page(List<Instance> found, int limit) {
        if (found.size() <= limit) {
            return new InstancePage(found, null);
        }
        Instance last = found.get(limit - 1);
        return new InstancePage(found.subList(0, limit), new PageMark(last.createdAt(), last.id()).write());
    }
}
