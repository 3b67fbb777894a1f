package dev.millrace.codehosts;

import dev.millrace.codehosts.ado.AdoHost;
import dev.millrace.codehosts.github.GithubHost;
import dev.millrace.codehosts.gitlab.GitlabHost;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;

/** Opens code hosts, which share their connections. Thread-safe. */
public final class CodeHosts {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Patience patience;
    private final Timing timing;

    public CodeHosts(Patience patience, Timing timing) {
        this.patience = patience;
        this.timing = timing;
    }

    /** @throws IllegalArgumentException when the binding has no URL */
    public CodeHost open(HostBinding binding, Credentials credentials) {
        URI url = Objects.requireNonNullElseGet(binding.url(), () -> usual(binding));
        return switch (binding.kind()) {
            case ADO -> AdoHost.open(binding.name(), url, credentials, patience, timing, client);
            case GITHUB -> GithubHost.open(binding.name(), url, credentials, patience, timing, client);
            case GITLAB -> GitlabHost.open(binding.name(), url, credentials, patience, timing, client);
            case CLOUDEVENTS -> throw new IllegalArgumentException("CloudEvents come from no code host");
        };
    }

    /** How a host wants a personal access token. */
    public static Credentials token(HookKind kind, String token) {
        return kind == HookKind.ADO ? Credentials.basic(token) : Credentials.bearer(token);
    }

    private static URI usual(HostBinding binding) {
        return switch (binding.kind()) {
            case GITHUB -> URI.create("https://api.github.com");
            case GITLAB -> URI.create("https://gitlab.com");
            default ->
                throw new IllegalArgumentException(
                        "host '" + binding.name() + "' needs a url such as https://dev.azure.com/fabrikam");
        };
    }
}
