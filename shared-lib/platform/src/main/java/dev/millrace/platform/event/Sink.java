package dev.millrace.platform.event;

import dev.millrace.contracts.Event;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.telemetry.EventTracer;
import io.cloudevents.CloudEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The broker, where Knative's {@code K_SINK} says it is. */
@Singleton
public class Sink {

    private static final Logger LOG = Logger.getLogger(Sink.class);
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int CONNECTIONS = 64;

    /** What a broker answers once it has the event for good; any other 2xx comes from somebody else. */
    private static final int ACCEPTED = 202;

    private final HttpClient http;
    private final EventCodec codec;
    private final EventTracer tracer;
    private final Optional<String> address;

    Sink(Vertx vertx, EventCodec codec, EventTracer tracer, @ConfigProperty(name = "K_SINK") Optional<String> address) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.codec = codec;
        this.tracer = tracer;
        this.address = address;
    }

    /**
     * Hands an event to the broker when it is subscribed to, and waits until the broker has it for good.
     *
     * @return completes on 202; fails with a {@link ProblemException} 413 for an event that is too large, else 503
     */
    public Uni<Void> publish(Event<?> event) {
        return publish(codec.cloudEvent(event));
    }

    /** As {@link #publish(Event)}, for an event that need not be ours. */
    public Uni<Void> publish(CloudEvent event) {
        byte[] bytes = codec.write(tracer.traced(event));
        if (bytes.length > EventCodec.LARGEST) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            Problem.tooLarge("An event has at most " + EventCodec.LARGEST + " bytes.")));
        }
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(send(bytes)))
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("The broker did not take event %s: %s", event.getId(), failure.getMessage());
                    return new ProblemException(Problem.unavailable("The event broker is unavailable. Try again."));
                });
    }

    private Future<Void> send(byte[] bytes) {
        if (address.isEmpty()) {
            return Future.failedFuture("K_SINK is not set: bind this service to a broker with a SinkBinding");
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address.get())
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/cloudevents+json; charset=utf-8");
        // The response is read inside the request's own chain: a step outside may run on another thread, where the body
        // has passed by before anybody listens.
        return http.request(request)
                .compose((HttpClientRequest ready) ->
                        ready.send(Buffer.buffer(bytes)).compose(Sink::requireAccepted));
    }

    private static Future<Void> requireAccepted(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == ACCEPTED
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture("it answered " + response.statusCode() + " " + body));
    }
}
