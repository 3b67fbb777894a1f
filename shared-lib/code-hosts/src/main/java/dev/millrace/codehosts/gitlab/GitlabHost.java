package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/** GitLab as an account with the scope {@code api} sees it. */
public final class GitlabHost implements CodeHost {

    private final Site site;
    private final Tickets tickets;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Builds builds;
    private final Hooks hooks;

    private GitlabHost(Site site) {
        this.site = site;
        var notes = new Notes(site);
        this.tickets = new GitlabTickets(site, notes);
        this.repositories = new GitlabRepositories(site);
        this.pullRequests = new GitlabPullRequests(site, notes);
        this.builds = new GitlabBuilds(site);
        this.hooks = new GitlabHooks(site);
    }

    /** @param url where people read it, such as {@code https://gitlab.com} */
    public static CodeHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        URI web = URI.create(url.toString().replaceFirst("(/api/v4)?/*$", ""));
        var http = new HostHttp(
                URI.create(web + "/api/v4"), credentials, Map.of(), GitlabErrors::of, patience, timing, client);
        return new GitlabHost(new Site(name, web, http, patience, timing));
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
        JsonNode user = site.http().send(Call.get("user")).json();
        return new Account(Fields.needed(user, "username"), user.path("name").asText());
    }
}
