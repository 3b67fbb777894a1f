package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHost.Account;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.OpenedHost;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/** GitLab as an account with the scope {@code api} sees it. */
public final class GitlabHost {

    private GitlabHost() {}

    /** @param url where people read it, such as {@code https://gitlab.com} */
    public static CodeHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        URI web = URI.create(url.toString().replaceFirst("(/api/v4)?/*$", ""));
        var http = new HostHttp(
                URI.create(web + "/api/v4"), credentials, Map.of(), GitlabErrors::of, patience, timing, client);
        var site = new Site(name, web, http, patience, timing);
        var notes = new Notes(site);
        return new OpenedHost(
                new GitlabTickets(site, notes),
                new GitlabRepositories(site),
                new GitlabPullRequests(site, notes),
                new GitlabBuilds(site),
                new GitlabHooks(site),
                () -> {
                    JsonNode user = site.http().send(Call.get("user")).json();
                    return new Account(
                            Fields.needed(user, "username"), user.path("name").asText());
                });
    }
}
