package dev.millrace.codehosts.github;

import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.Tickets;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import java.net.URI;
import java.net.http.HttpClient;

public record GithubHost(
        Tickets tickets, Repositories repositories, PullRequests pullRequests, Builds builds, Hooks hooks)
        implements CodeHost {

    public static CodeHost open(
            String name, URI url, Credentials credentials, Patience patience, Timing timing, HttpClient client) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account account() {
        throw new UnsupportedOperationException();
    }
}
