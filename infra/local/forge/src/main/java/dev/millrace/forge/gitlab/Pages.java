package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.NumberedPage;
import dev.millrace.forge.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists by pages; the headers say which there are. Keyset clients follow the link to the next one. */
public final class Pages {

    private Pages() {}

    public static <T> Reply list(Call call, List<T> all, Function<T, ? extends JsonNode> view) {
        NumberedPage<T> page = NumberedPage.of(call, all, 20);
        int number = page.number();
        List<String> links = new ArrayList<>();
        if (!page.isLast()) {
            links.add(link(call, number + 1, "next"));
        }
        if (!page.isFirst()) {
            links.add(link(call, number - 1, "prev"));
        }
        links.add(link(call, 1, "first"));
        links.add(link(call, page.last(), "last"));
        return Reply.ok(Json.array(page.part(), view))
                .with("X-Page", Integer.toString(number))
                .with("X-Per-Page", Integer.toString(page.size()))
                .with("X-Total", Integer.toString(all.size()))
                .with("X-Total-Pages", Integer.toString(page.last()))
                .with("X-Next-Page", page.isLast() ? "" : Integer.toString(number + 1))
                .with("X-Prev-Page", page.isFirst() ? "" : Integer.toString(number - 1))
                .with("Link", String.join(", ", links));
    }

    private static String link(Call call, int page, String rel) {
        return NumberedPage.link(call, "/gitlab/api/v4/", page, rel);
    }
}
