package dev.millrace.codehosts.http;

import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.HostException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to one host with one account. Thread-safe; all callers keep the same rate limit.
 *
 * <p>A request is made again, within the call's {@link Patience}, when the host refuses it for its rate, and, where twice
 * does no harm, when no answer came or the host failed.
 */
public final class HostHttp {

    private static final Logger LOG = LoggerFactory.getLogger(HostHttp.class);
    private static final int LARGEST = 48 << 20;
    private static final int MOST_PAGES = 1000;
    private static final int MOST_REDIRECTS = 3;

    private final URI base;
    private final Credentials credentials;
    private final Map<String, String> headers;
    private final HostErrors errors;
    private final Patience patience;
    private final Timing timing;
    private final HttpClient client;
    private volatile Instant closedUntil = Instant.EPOCH;

    /**
     * @param base its path ends without a slash
     * @param headers of every request
     */
    public HostHttp(
            URI base,
            Credentials credentials,
            Map<String, String> headers,
            HostErrors errors,
            Patience patience,
            Timing timing,
            HttpClient client) {
        this.base = base;
        this.credentials = credentials;
        this.headers = Map.copyOf(headers);
        this.errors = errors;
        this.patience = patience;
        this.timing = timing;
        this.client = client;
    }

    /**
     * A good answer (2xx).
     *
     * @throws HostException for every other
     */
    public Reply send(Call call) {
        Reply reply = exchange(call);
        if (!reply.isGood()) {
            throw errors.of(call, reply);
        }
        return reply;
    }

    /** A good answer; empty for 404. */
    public Optional<Reply> find(Call call) {
        Reply reply = exchange(call);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (!reply.isGood()) {
            throw errors.of(call, reply);
        }
        return Optional.of(reply);
    }

    /**
     * The good answers of a call and of those that follow from each.
     *
     * @param next the call after an answer; empty when it was the last
     */
    public List<Reply> pages(Call first, BiFunction<Call, Reply, Optional<Call>> next) {
        List<Reply> replies = new ArrayList<>();
        Optional<Call> call = Optional.of(first);
        while (call.isPresent()) {
            if (replies.size() == MOST_PAGES) {
                throw new HostException.Invalid(first + " has more than " + MOST_PAGES + " pages");
            }
            Reply reply = send(call.get());
            replies.add(reply);
            call = next.apply(call.get(), reply);
        }
        return replies;
    }

    /** Pages that point to each other with {@code Link}. */
    public List<Reply> linkedPages(Call first) {
        return pages(first, (call, reply) -> reply.next().map(Call::get).map(page -> withHeaders(page, call)));
    }

    private static Call withHeaders(Call page, Call like) {
        return new Call(page.method(), page.target(), like.headers(), null, true);
    }

    private Reply exchange(Call call) {
        Instant end = timing.clock().instant().plus(patience.total());
        for (int failures = 0; ; failures++) {
            waitUntilOpen(call, end);
            Attempted attempted = attempt(call);
            Instant now = timing.clock().instant();
            if (attempted instanceof Attempted.Answered(Reply reply)) {
                RateLimit.until(reply, now).ifPresent(this::closeUntil);
                if (!isRetried(call, reply)) {
                    return reply;
                }
            }
            Duration pause = patience.backoff(failures, timing.random());
            if (attempted.isFinal(call)
                    || failures + 1 >= patience.attempts()
                    || now.plus(pause).isAfter(end)) {
                throw givenUp(call, attempted, now);
            }
            LOG.debug("A code host is asked again: call={} failures={} pause={}", call, failures + 1, pause);
            pause(call, pause);
        }
    }

    /** The host did nothing when it refuses for the rate; whether it did when it fails is not known. */
    private static boolean isRetried(Call call, Reply reply) {
        return RateLimit.refuses(reply) || (call.repeatable() && reply.status() >= 500 && reply.status() != 501);
    }

    private HostException givenUp(Call call, Attempted last, Instant now) {
        return switch (last) {
            case Attempted.Answered(Reply reply)
            when RateLimit.refuses(reply) ->
                new HostException.RateLimited(
                        call + " is refused for too many requests", positive(Duration.between(now, closedUntil)));
            case Attempted.Answered(Reply reply) -> errors.of(call, reply);
            case Attempted.Failed(IOException cause) ->
                new HostException.Unavailable(call + " got no answer from " + base.getHost(), cause);
        };
    }

    private void waitUntilOpen(Call call, Instant end) {
        Instant opens = closedUntil;
        Instant now = timing.clock().instant();
        if (!opens.isAfter(now)) {
            return;
        }
        if (opens.isAfter(end)) {
            throw new HostException.RateLimited(
                    call + " would be refused for too many requests", Duration.between(now, opens));
        }
        Duration wait = Duration.between(now, opens).plus(patience.backoff(0, timing.random()));
        LOG.info("A code host's rate limit is waited for: host={} wait={}", base.getHost(), wait);
        pause(call, wait);
    }

    private synchronized void closeUntil(Instant instant) {
        if (instant.isAfter(closedUntil)) {
            closedUntil = instant;
        }
    }

    private void pause(Call call, Duration duration) {
        try {
            timing.pause().wait(duration);
        } catch (InterruptedException e) {
            throw interrupted(call, e);
        }
    }

    private sealed interface Attempted {

        record Answered(Reply reply) implements Attempted {}

        record Failed(IOException cause) implements Attempted {}

        default boolean isFinal(Call call) {
            return this instanceof Failed && !call.repeatable();
        }
    }

    private Attempted attempt(Call call) {
        URI target = resolve(call.target());
        boolean ours = true;
        try {
            for (int redirects = 0; ; redirects++) {
                Reply reply = once(call, target, ours);
                Optional<String> location = reply.header("Location");
                boolean moved = reply.status() / 100 == 3
                        && location.isPresent()
                        && call.method().equals("GET");
                if (!moved || redirects == MOST_REDIRECTS) {
                    return new Attempted.Answered(reply);
                }
                target = target.resolve(location.get());
                ours = isOurs(target);
            }
        } catch (IOException e) {
            return new Attempted.Failed(e);
        }
    }

    private Reply once(Call call, URI target, boolean withCredentials) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(patience.attempt())
                .method(call.method(), publisher(call))
                .setHeader("User-Agent", "millrace")
                .setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        if (call.body() != null) {
            request.setHeader("Content-Type", "application/json");
        }
        call.headers().forEach(request::setHeader);
        if (withCredentials) {
            request.setHeader("Authorization", credentials.authorization());
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> response = answer.get(patience.attempt().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(call, response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException e) {
            if (isTooLarge(e.getCause())) {
                throw new HostException.Invalid(call + " is answered with more than " + LARGEST + " bytes");
            }
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + patience.attempt(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(call, e);
        }
    }

    /** As the JDK's limiting body handler says it; asking again would not help. */
    private static boolean isTooLarge(@Nullable Throwable failure) {
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).startsWith("body exceeds capacity");
    }

    private static HttpRequest.BodyPublisher publisher(Call call) throws IOException {
        return call.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(Reply.JSON.writeValueAsBytes(call.body()));
    }

    private URI resolve(String target) {
        URI absolute = URI.create(target.contains("://") ? target : base + "/" + target);
        if (!isOurs(absolute)) {
            throw new HostException.Unavailable(base.getHost() + " points to another host", null);
        }
        return absolute;
    }

    /** Credentials go to the host's own origin alone. */
    private boolean isOurs(URI target) {
        return base.getScheme().equals(target.getScheme())
                && base.getAuthority().equals(target.getAuthority());
    }

    private static HostException interrupted(Call call, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HostException.Unavailable(call + " was broken off", e);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
