package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.CodeHost.Account;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all parts ask GitHub by: one answer, all pages of a list, a GraphQL mutation. Thread-safe. */
final class GithubApi {

    private static final int PAGE = 100;

    private final String host;
    private final HostHttp http;
    private final URI graphql;
    private volatile @Nullable Account account;

    /** @param host name of the binding */
    GithubApi(String host, HostHttp http, URI graphql) {
        this.host = host;
        this.http = http;
        this.graphql = graphql;
    }

    String host() {
        return host;
    }

    JsonNode send(Call call) {
        return http.send(call).json();
    }

    /** Like {@link #send} for an answer that has no body. */
    void run(Call call) {
        http.send(call);
    }

    /** Empty when it is not there. */
    Optional<JsonNode> find(Call call) {
        try {
            return Optional.of(http.send(call).json());
        } catch (HostException.NotFound e) {
            return Optional.empty();
        }
    }

    /** A text that is no JSON, such as a log; empty when it is not there. */
    Optional<String> text(Call call) {
        try {
            return Optional.of(http.send(call).text());
        } catch (HostException.NotFound e) {
            return Optional.empty();
        }
    }

    /** All of a list. */
    List<JsonNode> list(Call first) {
        return list(first.query("per_page", PAGE), "", items -> false);
    }

    /** All of a list that lies in a field of each answer. */
    List<JsonNode> list(Call first, String field) {
        return list(first.query("per_page", PAGE), field, items -> false);
    }

    /**
     * A list's pages up to the one that makes it enough.
     *
     * @param first with the size of a page
     * @param field where the list lies in each answer; empty when it is the answer
     */
    List<JsonNode> list(Call first, String field, Predicate<List<JsonNode>> enough) {
        List<JsonNode> items = new ArrayList<>();
        http.pages(first, (call, reply) -> {
            JsonNode body = reply.json();
            (field.isEmpty() ? body : body.path(field)).forEach(items::add);
            return enough.test(items) ? Optional.empty() : reply.next().map(Call::get);
        });
        return items;
    }

    /**
     * Asks in GraphQL, which answers 200 to what it refuses, too.
     *
     * @param repeatable whether twice does no harm
     */
    JsonNode graphql(String query, Map<String, String> variables, boolean repeatable) {
        ObjectNode body = Json.object().put("query", query);
        ObjectNode values = body.putObject("variables");
        variables.forEach(values::put);
        JsonNode answer = send(new Call("POST", graphql.toString(), Map.of(), body, repeatable));
        JsonNode error = answer.path("errors").path(0);
        if (error.isMissingNode()) {
            return answer.path("data");
        }
        String message = "GraphQL was answered: " + Json.orEmpty(error, "message");
        throw switch (Json.orEmpty(error, "type")) {
            case "NOT_FOUND" -> new HostException.NotFound(message);
            case "FORBIDDEN", "INSUFFICIENT_SCOPES" -> new HostException.Forbidden(message);
            case "RATE_LIMITED", "SERVICE_UNAVAILABLE" -> new HostException.Unavailable(message, null);
            default -> new HostException.Invalid(message);
        };
    }

    /** As which account comments are written; asked for once. */
    String login() {
        Account known = account;
        return (known == null ? account() : known).login();
    }

    /** Who the credentials are. */
    Account account() {
        Account asked = whoAmI();
        account = asked;
        return asked;
    }

    /** REST knows people only; who works as an installed app learns its name by GraphQL. */
    private Account whoAmI() {
        JsonNode user;
        try {
            user = send(Call.get("user"));
        } catch (HostException.Forbidden e) {
            if (!String.valueOf(e.getMessage()).contains("integration")) {
                throw e;
            }
            user = graphql("query { viewer { login } }", Map.of(), true).path("viewer");
        }
        String login = Json.text(user, "login");
        if (login == null) {
            throw new HostException.Unavailable("GitHub does not say whose the token is", null);
        }
        String name = Json.text(user, "name");
        return new Account(login, name == null ? login : name);
    }
}
