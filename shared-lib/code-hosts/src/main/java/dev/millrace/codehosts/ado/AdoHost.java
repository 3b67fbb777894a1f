package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHost.Account;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.OpenedHost;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/** An organisation of Azure DevOps Services, or a collection of a server. */
public final class AdoHost {

    /** Without it a refusal is a redirection to a page for people. */
    private static final Map<String, String> HEADERS = Map.of("X-TFS-FedAuthRedirect", "Suppress");

    private AdoHost() {}

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
        return host(name, new AdoApi(base, http), new AdoApi(people, identities), patience, timing);
    }

    private static CodeHost host(String name, AdoApi api, AdoApi identities, Patience patience, Timing timing) {
        var reviewers = new AdoReviewers(api, new AdoIdentities(api, identities));
        return new OpenedHost(
                new AdoTickets(api, new WorkItemStates(api)),
                new AdoRepositories(name, api, timing.clock()),
                new AdoPullRequests(
                        api, reviewers, new AdoThreads(api), new AdoStatuses(api), new AdoMerge(api, patience, timing)),
                new AdoBuilds(name, api),
                new AdoHooks(api),
                () -> {
                    AdoApi.Me me = api.whoIsAsking();
                    return new Account(me.login(), me.name());
                });
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
}
