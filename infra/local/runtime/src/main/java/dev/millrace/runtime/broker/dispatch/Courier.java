package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.Effort;
import dev.millrace.runtime.broker.store.Failure;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.serving.Activator;
import dev.millrace.runtime.serving.NoSeat;
import dev.millrace.runtime.serving.Seat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Carries one event to one destination, once. Lives on the broker's event loop. */
final class Courier {

    private final HttpClient client;
    private final Activator activator;
    private final Timers timers;
    private final Context context;
    private final Clock clock;
    private final AnswerReader answers;
    private final int eventLimit;

    Courier(HttpClient client, Activator activator, Timers timers, Context context, Clock clock, int eventLimit) {
        this.client = client;
        this.activator = activator;
        this.timers = timers;
        this.context = context;
        this.clock = clock;
        this.answers = new AnswerReader(clock, eventLimit);
        this.eventLimit = eventLimit;
    }

    /** Never fails: whatever goes wrong is an answer. */
    Future<Attempt> send(Event event, Destination destination, Duration timeout) {
        return switch (destination) {
            case Destination.Service service -> sendToService(event, service, timeout);
            case Destination.Address address -> {
                var options = new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(address.uri().getHost())
                        .setPort(address.port())
                        .setURI(address.target());
                yield exchange(event, options, timeout);
            }
        };
    }

    private Future<Attempt> sendToService(Event event, Destination.Service service, Duration timeout) {
        Instant asked = clock.instant();
        Promise<Seat> onLoop = Promise.promise();
        seat(service, timeout).onComplete(seat -> context.runOnContext(v -> onLoop.handle(seat)));
        return onLoop.future()
                .compose(
                        seat -> sendFrom(seat, event, service, timeout, Duration.between(asked, clock.instant())),
                        noSeat -> Future.succeededFuture(unseated(noSeat, asked)));
    }

    private Future<Seat> seat(Destination.Service service, Duration timeout) {
        try {
            return activator.seat(service.name(), timeout);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Attempt> sendFrom(
            Seat seat, Event event, Destination.Service service, Duration timeout, Duration waited) {
        SocketAddress address = seat.address();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(address)
                .setHost(service.name() + "." + service.namespace() + ".svc.cluster.local")
                .setPort(80)
                .setURI("/");
        return exchange(event, options, timeout)
                .map(attempt -> attempt.after(waited, seat.isCold()))
                .onSuccess(attempt -> {
                    if (attempt.isError()) {
                        seat.failed();
                    }
                    seat.close();
                });
    }

    private Future<Attempt> exchange(Event event, RequestOptions options, Duration timeout) {
        return new Exchange(client, answers, clock, eventLimit).run(event, options, timeout, timers);
    }

    private Attempt unseated(Throwable why, Instant asked) {
        Integer status = why instanceof NoSeat noSeat ? noSeat.status() : null;
        Instant now = clock.instant();
        var failure = new Failure(status, "the subscriber has no room: " + why.getMessage(), null);
        return new Attempt(
                new Answer.Failed(failure, null), now, new Effort(Duration.ZERO, Duration.between(asked, now), false));
    }
}
