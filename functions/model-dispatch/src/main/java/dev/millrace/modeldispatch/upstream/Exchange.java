package dev.millrace.modeldispatch.upstream;

import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.upstream.Reply.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request to one far side. Nothing that happens there is an exception here. */
@Singleton
public class Exchange {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int WAITING = 1_000;
    private static final String EVENTS = "text/event-stream";

    private final HttpClient http;
    private final int largest;

    Exchange(Vertx vertx, DispatchConfig settings) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
                        .setTcpNoDelay(true)
                        .setMaxWaitQueueSize(WAITING),
                new PoolOptions().setHttp1MaxSize(settings.connections()));
        this.largest = settings.largestAnswer();
    }

    /** Sends a request; ends it when the caller hangs up. The future never fails. */
    public Future<Reply> send(Upstream upstream, Outgoing outgoing, Hangup hangup) {
        return http.request(options(upstream, outgoing))
                .transform(connected -> connected.succeeded()
                        ? answered(connected.result(), outgoing, hangup)
                        : Future.succeededFuture(new Reply.Failed(fault(connected.cause(), Fault.UNREACHABLE))));
    }

    private static RequestOptions options(Upstream upstream, Outgoing outgoing) {
        URI url = upstream.url();
        boolean secure = "https".equals(url.getScheme());
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(bare(url.getHost()))
                .setPort(url.getPort() > 0 ? url.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(outgoing.path())
                .setIdleTimeout(upstream.timeout().toMillis())
                .putHeader("content-type", "application/json");
        outgoing.headers().forEach(options::putHeader);
        return options;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Future<Reply> answered(HttpClientRequest request, Outgoing outgoing, Hangup hangup) {
        hangup.then(request::reset);
        return request.send(outgoing.body())
                .transform(head -> head.succeeded()
                        ? received(head.result(), outgoing)
                        : Future.succeededFuture(new Reply.Failed(fault(head.cause(), Fault.CLOSED))));
    }

    private Future<Reply> received(HttpClientResponse response, Outgoing outgoing) {
        String type = response.getHeader("content-type");
        if (outgoing.stream() && response.statusCode() == 200 && type != null && type.startsWith(EVENTS)) {
            response.pause();
            return Future.succeededFuture(new Reply.Open(response));
        }
        return whole(response);
    }

    private Future<Reply> whole(HttpClientResponse response) {
        Promise<Reply> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(failure -> whole.tryComplete(new Reply.Failed(fault(failure, Fault.CUT))));
        response.handler(part -> {
            if (body.length() + part.length() > largest) {
                whole.tryComplete(new Reply.Failed(Fault.TOO_LARGE));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(
                new Reply.Whole(response.statusCode(), retryAfter(response.getHeader("retry-after")), body)));
        return whole.future();
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static Fault fault(Throwable failure, Fault usual) {
        return switch (failure) {
            case ConnectException refused -> Fault.UNREACHABLE;
            case UnknownHostException unknown -> Fault.UNREACHABLE;
            case TimeoutException late -> Fault.TIMEOUT;
            default -> usual;
        };
    }
}
