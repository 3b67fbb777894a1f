package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.http.Call;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Comments of this account on issues and pull requests, which GitHub keeps in one place. */
final class MarkedComments {

    private final GithubApi api;

    MarkedComments(GithubApi api) {
        this.api = api;
    }

    /** Replaces the comment that holds the marker, or writes the first one. */
    @Nullable
    URI put(FullName at, String number, String marker, String markdown) {
        JsonNode body = Json.object().put("body", markdown);
        Call call = api.list(Call.get(at.path("issues", number, "comments"))).stream()
                .filter(comment -> isOurs(comment, marker))
                .findFirst()
                .map(comment -> Call.patch(
                                at.path("issues", "comments", comment.path("id").asText()))
                        .again())
                .orElseGet(() -> Call.post(at.path("issues", number, "comments")));
        JsonNode written = api.send(call.json(body));
        return Json.link(written, "html_url");
    }

    private boolean isOurs(JsonNode comment, String marker) {
        return comment.path("body").asText().contains(marker)
                && api.login()
                        .equalsIgnoreCase(comment.path("user").path("login").asText());
    }
}
