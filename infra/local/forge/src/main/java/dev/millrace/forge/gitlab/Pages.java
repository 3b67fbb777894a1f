package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists by pages; the headers say which there are. Keyset clients follow the link to the next one. */
public final class Pages {

    private Pages() {}

    public static <T> Reply list(Call call, List<T> all, Function<T, ? extends JsonNode> view) {
        int size = Math.clamp(call.query("per_page", 20), 1, 100);
        int page = Math.max(1, call.query("page", 1));
        int last = Math.max(1, (all.size() + size - 1) / size);
        List<T> part = all.stream().skip((long) (page - 1) * size).limit(size).toList();
        List<String> links = new ArrayList<>();
        if (page < last) {
            links.add(link(call, page + 1, "next"));
        }
        if (page > 1) {
            links.add(link(call, page - 1, "prev"));
        }
        links.add(link(call, 1, "first"));
        links.add(link(call, last, "last"));
        return Reply.ok(Json.array(part, view))
                .with("X-Page", Integer.toString(page))
                .with("X-Per-Page", Integer.toString(size))
                .with("X-Total", Integer.toString(all.size()))
                .with("X-Total-Pages", Integer.toString(last))
                .with("X-Next-Page", page < last ? Integer.toString(page + 1) : "")
                .with("X-Prev-Page", page > 1 ? Integer.toString(page - 1) : "")
                .with("Link", String.join(", ", links));
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
        return "<" + call.origin() + "/gitlab/api/v4/" + call.path() + "?" + query + "page=" + page + ">; rel=\"" + rel
                + "\"";
    }
}
