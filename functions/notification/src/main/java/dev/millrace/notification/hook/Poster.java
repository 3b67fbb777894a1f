package dev.millrace.notification.hook;

import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.notification.delivery.Outcome;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Posts webhooks. Follows no redirect and reads no more of an answer than its status. */
@Singleton
class Poster {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int TOO_MANY = 429;

    /** Which 4xx may go well later: a timeout, too early, too many. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, TOO_MANY);

    private static final Outcome PAUSED = new Outcome.Postponed("it asked to be left alone for a while.");
    private static final Outcome SILENT = new Outcome.Postponed("it takes too long.");
    private static final Outcome AWAY = new Outcome.Postponed("it cannot be reached.");

    private final HttpClient http;
    private final HookConfig config;
    private final Pauses pauses;

    Poster(Vertx vertx, HookConfig config, Clock clock) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAlive(false));
        this.config = config;
        this.pauses = new Pauses(clock);
    }

    private record Answer(int status, @Nullable String retryAfter) {}

    Uni<Outcome> post(HookRequest request) {
        if (pauses.holds(request.address())) {
            return Uni.createFrom().item(PAUSED);
        }
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(send(request)))
                .map(answer -> outcome(request, answer))
                .ifNoItem()
                .after(config.patience())
                .recoverWithItem(SILENT)
                .onFailure()
                .recoverWithItem(AWAY);
    }

    private Future<Answer> send(HookRequest request) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(request.address().toASCIIString())
                .setTimeout(config.patience().toMillis())
                .setFollowRedirects(false);
        request.headers().forEach(options::putHeader);
        return http.request(options)
                .compose(ready -> ready.send(request.body()).map(response -> {
                    var answer = new Answer(response.statusCode(), response.getHeader("Retry-After"));
                    hangUp(response);
                    return answer;
                }));
    }

    private static void hangUp(HttpClientResponse response) {
        response.request().connection().close();
    }

    private Outcome outcome(HookRequest request, Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Sent();
        }
        if (status >= 500 || TRANSIENT.contains(status)) {
            pauses.begin(request.address(), answer.retryAfter());
            return new Outcome.Postponed("it answered " + status + ".");
        }
        return new Outcome.Refused(
                MissReason.REFUSED,
                status >= 300 && status < 400
                        ? "The address leads elsewhere (" + status + "), which is not followed; set the final address."
                        : "It was refused with " + status + "; set an address that takes it.");
    }
}
