package dev.millrace.runtime.connect;

import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.contracts.tenant.HookKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The platform's door for one hook, as its host would use it. */
public final class Door {

    /** Longer than a function takes to start, and than the gateway waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<Optional<URI>> gateway;
    private final String path;
    private final HookKind kind;
    private final String secret;

    /** @param gateway asked before each post, because a platform may come back elsewhere; empty while none runs */
    public Door(Supplier<Optional<URI>> gateway, String path, HookKind kind, String secret) {
        this.gateway = gateway;
        this.path = path;
        this.kind = kind;
        this.secret = secret;
    }

    /** What became of a post. */
    sealed interface Answer {

        /** The platform has it for good. */
        record Taken() implements Answer {}

        /** The platform does not take it now. */
        record Refused(String sentence) implements Answer {}

        /** There is no platform. */
        record Absent() implements Answer {}
    }

    Answer post(Post post) throws InterruptedException {
        Optional<URI> base = gateway.get();
        if (base.isEmpty()) {
            return new Answer.Absent();
        }
        try {
            return answer(http.send(request(base.get(), post), BodyHandlers.discarding())
                    .statusCode());
        } catch (ConnectException e) {
            return new Answer.Absent();
        } catch (IOException e) {
            return new Answer.Refused("The platform broke off: " + e.getMessage());
        }
    }

    private HttpRequest request(URI base, Post post) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofString(post.body()));
        post.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        Header proof = Proof.of(kind, secret, post.body());
        return request.setHeader(proof.name(), proof.value()).build();
    }

    private Answer answer(int status) {
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        return new Answer.Refused(
                switch (status) {
                    case 401 ->
                        "The platform does not know the hook " + path
                                + " or its secret: it reads another registry or data directory than this command";
                    case 404 -> "The platform has no door " + path + ": start it with: millrace up";
                    default -> "The platform answers " + status + " at " + path;
                });
    }
}
