package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.NumberedPage;
import dev.millrace.forge.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists by pages, with links to the others. */
public final class Paging {

    private Paging() {}

    /** A page as the body itself. */
    public static <T> Reply list(Call call, List<T> all, Function<T, ? extends JsonNode> view) {
        NumberedPage<T> page = page(call, all);
        return linked(call, page, Reply.ok(Json.array(page.part(), view)));
    }

    /** A page as one field of the body, beside the total. */
    public static <T> Reply counted(Call call, String field, List<T> all, Function<T, ? extends JsonNode> view) {
        NumberedPage<T> page = page(call, all);
        JsonNode body = Json.object().put("total_count", all.size()).set(field, Json.array(page.part(), view));
        return linked(call, page, Reply.ok(body));
    }

    static <T> NumberedPage<T> page(Call call, List<T> all) {
        return NumberedPage.of(call, all, 30);
    }

    private static Reply linked(Call call, NumberedPage<?> page, Reply reply) {
        List<String> links = new ArrayList<>();
        if (!page.isFirst()) {
            links.add(link(call, 1, "first"));
            links.add(link(call, page.number() - 1, "prev"));
        }
        if (!page.isLast()) {
            links.add(link(call, page.number() + 1, "next"));
            links.add(link(call, page.last(), "last"));
        }
        return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
    }

    private static String link(Call call, int page, String rel) {
        return NumberedPage.link(call, "/github/api/", page, rel);
    }
}
