package dev.millrace.forge.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page that a caller names by {@code page} and {@code per_page}.
 *
 * @param number from 1
 * @param size most elements of a page
 * @param last number of the last page
 */
public record NumberedPage<T>(List<T> part, int number, int size, int last) {

    private static final int LARGEST = 100;

    /** @param usual size when the caller names none */
    public static <T> NumberedPage<T> of(Call call, List<T> all, int usual) {
        int size = Math.clamp(call.query("per_page", usual), 1, LARGEST);
        int number = Math.max(1, call.query("page", 1));
        int from = (int) Math.min(all.size(), (number - 1L) * size);
        return new NumberedPage<>(
                Slice.of(all, from, size).part(), number, size, Math.max(1, (all.size() + size - 1) / size));
    }

    public boolean isFirst() {
        return number == 1;
    }

    public boolean isLast() {
        return number >= last;
    }

    /**
     * A link of the {@code Link} header (RFC 8288) to another page of the same list.
     *
     * @param prefix of the path, before what the call's own path starts with
     */
    public static String link(Call call, String prefix, int page, String rel) {
        var query = new StringBuilder();
        call.query().forEach((name, values) -> {
            if (!name.equals("page")) {
                values.forEach(value -> query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
            }
        });
        return "<" + call.origin() + prefix + call.path() + "?" + query + "page=" + page + ">; rel=\"" + rel + "\"";
    }
}
