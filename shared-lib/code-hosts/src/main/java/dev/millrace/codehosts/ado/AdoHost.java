package dev.millrace.codehosts.ado;

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

/** An organisation of Azure DevOps Services, or a collection of a server. */
public final class AdoHost implements CodeHost {

    /** Without it a refusal is a redirection to a page for people. */
    private static final Map<String, String> HEADERS = Map.of("X-TFS-FedAuthRedirect", "Suppress");

    private final AdoApi api;
    private final Tickets tickets;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Builds builds;
    private final Hooks hooks;

    private AdoHost(String name, AdoApi api, AdoApi identities, Patience patience, Timing timing) {
        this.api = api;
        var states = new WorkItemStates(api);
        this.tickets = new AdoTickets(api, states);
        this.repositories = new AdoRepositories(name, api, timing.clock());
        var reviewers = new AdoReviewers(api, new AdoIdentities(api, identities));
        this.pullRequests = new AdoPullRequests(
                api, reviewers, new AdoThreads(api), new AdoStatuses(api), new AdoMerge(api, patience, timing));
        this.builds = new AdoBuilds(name, api);
        this.hooks = new AdoHooks(api);
    }

    /**
     * @param name of the binding
     * @param url of the organisation or collection, such as {@code https://dev.azure.com/fabrikam}
     */
    public static CodeHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        URI base = URI.create(url.toString().replaceAll("/+$", ""));
        URI people = peopleOf(base);
        var http = new HostHttp(base, credentials, HEADERS, AdoErrors::of, patience, timing, client);
        var identities = people.equals(base)
                ? http
                : new HostHttp(people, credentials, HEADERS, AdoErrors::of, patience, timing, client);
        return new AdoHost(name, new AdoApi(base, http), new AdoApi(people, identities), patience, timing);
    }

    /** Azure DevOps Services keep identities on a host of their own, a server does not. */
    static URI peopleOf(URI base) {
        String text = base.toString();
        if (text.startsWith("https://dev.azure.com/")) {
            return URI.create(text.replaceFirst("dev\\.azure\\.com", "vssps.dev.azure.com"));
        }
        return URI.create(
                text.replaceFirst("^https://([^./]+)\\.visualstudio\\.com", "https://$1.vssps.visualstudio.com"));
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
        AdoApi.Me me = api.whoIsAsking();
        return new Account(me.login(), me.name());
    }
}
