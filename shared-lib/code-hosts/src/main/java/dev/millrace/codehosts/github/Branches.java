package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import java.util.Optional;

/** Where branches are. */
final class Branches {

    private final GithubApi api;

    Branches(GithubApi api) {
        this.api = api;
    }

    Optional<String> head(FullName at, String branch) {
        try {
            JsonNode ref = api.send(Call.get(at.under("git/ref/heads", branch)));
            return Optional.ofNullable(Json.text(ref.path("object"), "sha"));
        } catch (HostException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Does nothing when there is none. */
    void delete(FullName at, String branch) {
        try {
            api.run(Call.delete(at.under("git/refs/heads", branch)));
        } catch (HostException.NotFound e) {
            // it is gone, which is what was asked for
        }
    }
}
