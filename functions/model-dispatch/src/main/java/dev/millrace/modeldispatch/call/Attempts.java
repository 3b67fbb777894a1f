package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.health.Observations;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.upstream.Credentials;
import dev.millrace.modeldispatch.upstream.Dialect;
import dev.millrace.modeldispatch.upstream.Dialect.Prepared;
import dev.millrace.modeldispatch.upstream.Exchange;
import dev.millrace.modeldispatch.upstream.Hangup;
import dev.millrace.modeldispatch.upstream.Outgoing;
import dev.millrace.modeldispatch.upstream.Prompt;
import dev.millrace.modeldispatch.upstream.Reply;
import dev.millrace.modeldispatch.upstream.Reply.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks the models of a decision, one after the other, until one answers. */
@Singleton
class Attempts {

    private static final Duration SOON = Duration.ofSeconds(1);

    static final Refusal NOBODY =
            Refusal.passing(503, "upstream_unavailable", "No model can be asked now. Try again.", SOON);

    private final Exchange exchange;
    private final Credentials credentials;
    private final Observations observations;
    private final Vertx vertx;
    private final int tries;
    private final Duration pause;

    Attempts(
            Exchange exchange,
            Credentials credentials,
            Observations observations,
            Vertx vertx,
            DispatchConfig settings) {
        this.exchange = exchange;
        this.credentials = credentials;
        this.observations = observations;
        this.vertx = vertx;
        this.tries = settings.tries();
        this.pause = settings.pause();
    }

    /** What came of it. */
    sealed interface Attempted {

        /** @param raw the very bytes of the answer, which {@code answer} was read from */
        record Whole(Upstream upstream, ObjectNode answer, Buffer raw) implements Attempted {}

        record Open(Upstream upstream, HttpClientResponse response) implements Attempted {}

        /** An answer came, and has to be paid for, but nobody can read it. */
        record Useless(Upstream upstream, int bytes, Refusal refusal) implements Attempted {}

        /** The caller hung up while this one had the request. */
        record Abandoned(Upstream upstream) implements Attempted {}

        /** @param conclusive whether it is no use to ask others */
        record Failed(Refusal refusal, boolean conclusive) implements Attempted {}
    }

    /** Asks for no longer than the alias allows; after that, only an answer that has begun goes on. */
    Future<Attempted> run(Decision.Chosen chosen, Prompt prompt, Hangup hangup) {
        return run(chosen, prompt, hangup, chosen.alias().timeout());
    }

    /** @param patience what of the alias' timeout is left */
    Future<Attempted> run(Decision.Chosen chosen, Prompt prompt, Hangup hangup, Duration patience) {
        var line = new Hangup();
        hangup.then(line::hangUp);
        var attempt = new Attempt(chosen, prompt, line);
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> attempt.expire());
        return attempt.ask(0, 1).onComplete(done -> vertx.cancelTimer(timer));
    }

    /** The way through the models of one call. For its thread. */
    private final class Attempt {

        private final Decision.Chosen chosen;
        private final Prompt prompt;
        private final Hangup line;
        private boolean expired;
        private Refusal last = NOBODY;

        Attempt(Decision.Chosen chosen, Prompt prompt, Hangup line) {
            this.chosen = chosen;
            this.prompt = prompt;
            this.line = line;
        }

        void expire() {
            expired = true;
            last = Refusal.passing(
                    504,
                    "timeout",
                    "The model '" + chosen.alias().name() + "' did not answer within "
                            + chosen.alias().timeout().toSeconds() + " s. Try again, or ask for less.",
                    null);
            line.hangUp();
        }

        /** @param nth try of this upstream, from 1 */
        Future<Attempted> ask(int index, int nth) {
            if (expired || line.hasHungUp() || index >= chosen.order().size()) {
                return Future.succeededFuture(new Attempted.Failed(last, expired));
            }
            Upstream upstream = chosen.order().get(index);
            return switch (Dialect.of(upstream).prepare(upstream, prompt, credentials.of(upstream))) {
                case Prepared.Impossible no -> {
                    last = Refusal.invalid(400, "unsupported", no.sentence() + ".", null);
                    yield ask(index + 1, 1);
                }
                case Prepared.Ready ready ->
                    observations.begin(upstream) ? send(upstream, ready.outgoing(), index, nth) : ask(index + 1, 1);
            };
        }

        private Future<Attempted> send(Upstream upstream, Outgoing outgoing, int index, int nth) {
            long start = System.nanoTime();
            return exchange.send(upstream, outgoing, line).compose(reply -> {
                long elapsed = (System.nanoTime() - start) / 1_000_000;
                return switch (reply) {
                    case Reply.Open open -> {
                        observations.succeeded(chosen.alias(), upstream, elapsed);
                        yield Future.succeededFuture(new Attempted.Open(upstream, open.response()));
                    }
                    case Reply.Whole whole -> judge(upstream, whole, elapsed, index, nth);
                    case Reply.Failed failed -> failed(upstream, failed.fault(), index, nth);
                };
            });
        }

        private Future<Attempted> judge(Upstream upstream, Reply.Whole whole, long elapsed, int index, int nth) {
            int status = whole.status();
            if (status / 100 == 2) {
                return Future.succeededFuture(answered(upstream, whole, elapsed));
            }
            if (status >= 500 || status == 429 || status == 408) {
                observations.failed(chosen.alias(), upstream);
                last = UpstreamError.passing(upstream, whole);
                boolean soon = whole.retryAfter() == null || whole.retryAfter().compareTo(SOON) <= 0;
                boolean refused = status == 429 || status == 503;
                return refused && soon ? again(index, nth) : ask(index + 1, 1);
            }
            if (status == 401 || status == 403 || status == 404) {
                observations.failed(chosen.alias(), upstream);
                last = UpstreamError.ours(upstream, whole);
                return ask(index + 1, 1);
            }
            observations.succeeded(chosen.alias(), upstream, elapsed);
            return Future.succeededFuture(new Attempted.Failed(UpstreamError.theirs(upstream, whole), true));
        }

        private Attempted answered(Upstream upstream, Reply.Whole whole, long elapsed) {
            Optional<ObjectNode> answer = Json.object(whole.body());
            if (answer.isPresent()) {
                observations.succeeded(chosen.alias(), upstream, elapsed);
                return new Attempted.Whole(upstream, Dialect.of(upstream).answer(answer.get()), whole.body());
            }
            observations.failed(chosen.alias(), upstream);
            return new Attempted.Useless(
                    upstream, whole.body().length(), UpstreamError.fault(upstream, Fault.MALFORMED));
        }

        private Future<Attempted> failed(Upstream upstream, Fault fault, int index, int nth) {
            if (expired) {
                observations.failed(chosen.alias(), upstream);
                return Future.succeededFuture(new Attempted.Failed(last, true));
            }
            if (line.hasHungUp()) {
                return Future.succeededFuture(new Attempted.Abandoned(upstream));
            }
            observations.failed(chosen.alias(), upstream);
            last = UpstreamError.fault(upstream, fault);
            // A connection that ends before the answer begins is nearly always one that was kept too long.
            return fault == Fault.UNREACHABLE || fault == Fault.CLOSED ? again(index, nth) : ask(index + 1, 1);
        }

        private Future<Attempted> again(int index, int nth) {
            if (nth >= tries) {
                return ask(index + 1, 1);
            }
            Promise<Attempted> later = Promise.promise();
            vertx.setTimer(
                    pause.toMillis() << (nth - 1), timer -> ask(index, nth + 1).onComplete(later));
            return later.future();
        }
    }
}
