package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests to one organisation, with their versions and their two ways of paging. Thread-safe. */
final class AdoApi {

    private static final String VERSION = "api-version";
    private static final int MOST = 200_000;

    private final URI base;
    private final HostHttp http;
    private volatile @Nullable Me me;

    AdoApi(URI base, HostHttp http) {
        this.base = base;
        this.http = http;
    }

    /** Whose credentials these are. Asked for once. */
    Me me() {
        Me known = me;
        return known == null ? whoIsAsking() : known;
    }

    /** Whose credentials these are, asked for anew. */
    Me whoIsAsking() {
        JsonNode data = json(Call.get("_apis", "connectionData").query(VERSION, "7.1-preview"));
        JsonNode user = data.path("authenticatedUser");
        String name = user.path("providerDisplayName").asText("");
        Me found = new Me(
                user.path("id").asText(),
                user.at("/properties/Account/$value").asText(name),
                name,
                data.path("instanceId").asText());
        if (found.id().isEmpty() || found.login().isEmpty()) {
            throw new HostException.Forbidden("The credentials belong to nobody");
        }
        me = found;
        return found;
    }

    /**
     * @param login account name: on Azure DevOps Services an e-mail address
     * @param collection id of the organisation
     */
    record Me(String id, String login, String name, String collection) {}

    /** What people open in a browser. */
    URI page(String... path) {
        return URI.create(base + "/" + Call.get(path).target());
    }

    Reply send(Call call) {
        return checked(call, http.send(versioned(call)));
    }

    JsonNode json(Call call) {
        return send(call).json();
    }

    /** Empty for 404. */
    Optional<JsonNode> find(Call call) {
        return http.find(versioned(call)).map(reply -> checked(call, reply).json());
    }

    /** The elements of a list that comes whole. */
    List<JsonNode> list(Call call) {
        return Json.elements(json(call).path("value"));
    }

    /**
     * The elements of a list that is cut by number.
     *
     * @param top query parameter with the size of a page
     * @param skip query parameter with how many to leave out
     */
    List<JsonNode> paged(Call call, String top, String skip, int size) {
        List<JsonNode> all = new ArrayList<>();
        List<JsonNode> page;
        do {
            page = list(call.query(top, size).query(skip, all.size()));
            all.addAll(page);
        } while (page.size() == size && all.size() < MOST);
        return all;
    }

    /** The elements of a list whose pages name the next one by a token. */
    List<JsonNode> continued(Call call) {
        return continued(call, MOST);
    }

    /** @param most enough of them */
    List<JsonNode> continued(Call call, int most) {
        List<JsonNode> all = new ArrayList<>();
        http.pages(versioned(call), (each, reply) -> {
            all.addAll(Json.elements(checked(call, reply).json().path("value")));
            return reply.header("x-ms-continuationtoken")
                    .filter(token -> !token.isEmpty() && all.size() < most)
                    .map(token -> versioned(call).query("continuationToken", token));
        });
        return all;
    }

    private static Call versioned(Call call) {
        return call.target().contains(VERSION + "=") ? call : call.query(VERSION, "7.1");
    }

    /** Bad credentials may get a page to sign in, with status 203. */
    private static Reply checked(Call call, Reply reply) {
        String type = reply.header("Content-Type").orElse("");
        if (reply.status() == 203 && type.startsWith("text/html")) {
            throw AdoErrors.signIn(call);
        }
        return reply;
    }
}
