package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists by pages, with links to the others. */
public final class Paging {

    private Paging() {}

    /** A page as the body itself. */
    public static <T> Reply list(Call call, List<T> all, Function<T, ? extends JsonNode> view) {
        return linked(call, all.size(), Reply.ok(Json.array(part(call, all), view)));
    }

    /** A page as one field of the body, beside the total. */
    public static <T> Reply counted(Call call, String field, List<T> all, Function<T, ? extends JsonNode> view) {
        JsonNode body = Json.object().put("total_count", all.size()).set(field, Json.array(part(call, all), view));
        return linked(call, all.size(), Reply.ok(body));
    }

    static <T> List<T> part(Call call, List<T> all) {
        long skip = (long) (page(call) - 1) * size(call);
        return all.stream().skip(skip).limit(size(call)).toList();
    }

    private static int size(Call call) {
        return Math.clamp(call.query("per_page", 30), 1, 100);
    }

    private static int page(Call call) {
        return Math.max(1, call.query("page", 1));
    }

    private static Reply linked(Call call, int total, Reply reply) {
        int last = Math.max(1, (total + size(call) - 1) / size(call));
        int page = page(call);
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(call, 1, "first"));
            links.add(link(call, page - 1, "prev"));
        }
        if (page < last) {
            links.add(link(call, page + 1, "next"));
            links.add(link(call, last, "last"));
        }
        return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
    }

    private static String link(Call call, int page, String rel) {
        var query = new StringBuilder();
        call.query().forEach((name, values) -> {
            if (!name.equals("page")) {
                values.forEach(value -> query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&'));
            }
        });
        return "<" + call.origin() + "/github/api/" + call.path() + "?" + query + "page=" + page + ">; rel=\"" + rel
                + "\"";
    }
}
