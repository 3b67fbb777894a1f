package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes of this account on issues and merge requests. */
final class Notes {

    private final Site site;
    private volatile @Nullable String account;

    Notes(Site site) {
        this.site = site;
    }

    /** @param kind {@code issues} or {@code merge_requests} */
    Stream<JsonNode> all(String repository, String kind, String number) {
        Call first = Site.list(repository, kind, number, "notes")
                .query("order_by", "created_at")
                .query("sort", "asc");
        return Fields.items(site.http().linkedPages(first))
                .filter(note -> !note.path("system").asBoolean());
    }

    URI write(String repository, String kind, String number, String marker, String markdown) {
        String me = account();
        Optional<JsonNode> before = all(repository, kind, number)
                .filter(note -> note.path("author").path("id").asText().equals(me)
                        && note.path("body").asText().contains(marker))
                .findFirst();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("body", markdown);
        String id;
        if (before.isEmpty()) {
            Call post = Call.post(Site.at(repository, kind, number, "notes")).json(body);
            id = Fields.needed(site.http().send(post).json(), "id");
        } else {
            id = Fields.needed(before.get(), "id");
            if (!before.get().path("body").asText().equals(markdown)) {
                site.http()
                        .send(Call.put(Site.at(repository, kind, number, "notes", id))
                                .json(body));
            }
        }
        return URI.create(site.web() + "/" + repository + "/-/" + kind + "/" + number + "#note_" + id);
    }

    /** @throws HostException.Forbidden when the credentials are refused */
    private String account() {
        String known = account;
        if (known == null) {
            known = Fields.needed(site.http().send(Call.get("user")).json(), "id");
            account = known;
        }
        return known;
    }
}
