package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.event.EventText;
import dev.millrace.runtime.broker.store.Effort;
import dev.millrace.runtime.broker.store.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request and its answer, whichever way it ends. For one use. */
final class Exchange {

    private final HttpClient client;
    private final AnswerReader answers;
    private final Clock clock;
    private final int bodyLimit;
    private final Promise<Attempt> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private final Instant started;
    private Runnable cancelTimeout = () -> {};
    private @Nullable HttpClientRequest request;
    private boolean done;

    Exchange(HttpClient client, AnswerReader answers, Clock clock, int bodyLimit) {
        this.client = client;
        this.answers = answers;
        this.clock = clock;
        this.bodyLimit = bodyLimit;
        this.started = clock.instant();
    }

    Future<Attempt> run(Event event, RequestOptions options, Duration timeout, Timers timers) {
        cancelTimeout = timers.after(timeout, () -> fail("no answer within " + timeout));
        client.request(options).onComplete(opened -> send(opened, event));
        return promise.future();
    }

    private void send(AsyncResult<HttpClientRequest> opened, Event event) {
        if (opened.failed()) {
            fail("no connection: " + opened.cause().getMessage());
            return;
        }
        var outgoing = opened.result();
        request = outgoing;
        if (done) {
            outgoing.reset();
            return;
        }
        try {
            EventText.writeHeaders(event, outgoing.headers());
            outgoing.putHeader("prefer", "reply");
            outgoing.send(event.data()).onComplete(this::answered);
        } catch (RuntimeException e) {
            finish(new Answer.Refused(new Failure(null, "the event cannot be sent: " + e.getMessage(), null)));
            outgoing.reset();
        }
    }

    private void answered(AsyncResult<HttpClientResponse> response) {
        if (response.failed()) {
            fail("the connection failed: " + response.cause().getMessage());
        } else {
            collect(response.result());
        }
    }

    private void collect(HttpClientResponse response) {
        response.exceptionHandler(e -> fail("the answer was cut off: " + e.getMessage()));
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > bodyLimit) {
                // Enough to judge it; what else may come is of no interest.
                finish(answers.read(response.statusCode(), response.headers(), body));
                resetRequest();
            }
        });
        response.endHandler(v -> finish(answers.read(response.statusCode(), response.headers(), body)));
    }

    private void fail(String reason) {
        if (!done) {
            finish(new Answer.Failed(new Failure(null, reason, null), null));
            resetRequest();
        }
    }

    private void resetRequest() {
        if (request != null) {
            request.reset();
        }
    }

    private void finish(Answer answer) {
        if (!done) {
            done = true;
            cancelTimeout.run();
            Instant now = clock.instant();
            promise.complete(new Attempt(answer, now, Effort.of(Duration.between(started, now))));
        }
    }
}
