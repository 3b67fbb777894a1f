package dev.millrace.codehosts.github;

import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/** GitHub or a GitHub Enterprise Server, as one account sees it. */
public final class GithubHost implements CodeHost {

    private static final Map<String, String> HEADERS =
            Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28");

    private final GithubApi api;
    private final Tickets tickets;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Builds builds;
    private final Hooks hooks;

    private GithubHost(GithubApi api, Patience patience, Timing timing) {
        this.api = api;
        this.tickets = new GithubTickets(api);
        this.repositories = new GithubRepositories(api);
        this.pullRequests = new GithubPullRequests(api);
        this.builds = new GithubBuilds(api, patience, timing);
        this.hooks = new GithubHooks(api);
    }

    /**
     * @param name of the binding
     * @param url of the REST interface, such as {@code https://github.example.com/api/v3}, or of the server
     */
    public static GithubHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        var address = ApiAddress.of(url);
        var http = new HostHttp(address.rest(), credentials, HEADERS, GithubErrors::of, patience, timing, client);
        return new GithubHost(new GithubApi(name, http, address.graphql()), patience, timing);
    }

    @Override
    public Tickets tickets() {
        return tickets;
    }

    @Override
    public Repositories repositories() {
        return repositories;
    }

    @Override
    public PullRequests pullRequests() {
        return pullRequests;
    }

    @Override
    public Builds builds() {
        return builds;
    }

    @Override
    public Hooks hooks() {
        return hooks;
    }

    @Override
    public Account account() {
        return api.account();
    }
}
