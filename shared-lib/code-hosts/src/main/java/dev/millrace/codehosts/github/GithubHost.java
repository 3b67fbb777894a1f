package dev.millrace.codehosts.github;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.OpenedHost;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/** GitHub or a GitHub Enterprise Server, as one account sees it. */
public final class GithubHost {

    private static final Map<String, String> HEADERS =
            Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28");

    private GithubHost() {}

    /**
     * @param name of the binding
     * @param url of the REST interface, such as {@code https://github.example.com/api/v3}, or of the server
     */
    public static CodeHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        var address = ApiAddress.of(url);
        var http = new HostHttp(address.rest(), credentials, HEADERS, GithubErrors::of, patience, timing, client);
        var api = new GithubApi(name, http, address.graphql());
        return new OpenedHost(
                new GithubTickets(api),
                new GithubRepositories(api),
                new GithubPullRequests(api),
                new GithubBuilds(api, patience, timing),
                new GithubHooks(api),
                api::account);
    }
}
