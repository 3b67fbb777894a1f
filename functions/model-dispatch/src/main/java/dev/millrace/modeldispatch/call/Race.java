package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.call.Hedging.Won;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Usage;
import dev.millrace.modeldispatch.upstream.Hangup;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call whose first model has a while to begin its answer. Then the others are asked beside it, on a bill of their own,
 * and who begins first wins; when the first has failed before, they are asked in its place. For the thread of the call.
 */
final class Race {

    /** Where the second lane is. */
    private enum Second {
        IDLE,
        ASKING_FOR_MONEY,
        RUNNING,
        OVER
    }

    private final Attempts attempts;
    private final Till till;
    private final Vertx vertx;
    private final Visit visit;
    private final Prompt prompt;
    private final Bill bill;
    private final Promise<Won> won = Promise.promise();
    private final Hangup first = new Hangup();
    private final Hangup second = new Hangup();
    private final long start = System.nanoTime();
    private long timer;
    private Second lane = Second.IDLE;
    private boolean firstLost;

    /** The caller hung up before anybody had won. */
    private boolean gone;

    private @Nullable Upstream hedge;

    Race(Attempts attempts, Till till, Vertx vertx, Visit visit, Prompt prompt, Bill bill) {
        this.attempts = attempts;
        this.till = till;
        this.vertx = vertx;
        this.visit = visit;
        this.prompt = prompt;
        this.bill = bill;
    }

    Future<Won> run(Duration delay) {
        visit.call().hangup().then(() -> {
            gone = !won.future().isComplete();
            first.hangUp();
            second.hangUp();
        });
        timer = vertx.setTimer(delay.toMillis(), late -> hedge());
        ask(visit.chosen().first(), first).onSuccess(this::firstCame).onFailure(won::tryFail);
        return won.future();
    }

    private Future<Attempted> ask(Decision.Chosen chosen, Hangup line) {
        Duration left = chosen.alias().timeout().minusNanos(System.nanoTime() - start);
        return attempts.run(chosen, prompt, line, left);
    }

    private void firstCame(Attempted attempted) {
        vertx.cancelTimer(timer);
        if (won.future().isComplete()) {
            close(attempted, bill);
        } else if (!(attempted instanceof Attempted.Failed failed) || failed.conclusive()) {
            won.complete(new Won(attempted, bill, hedge));
            second.hangUp();
        } else {
            firstLost = true;
            if (lane == Second.IDLE) {
                goOn();
            } else if (lane == Second.OVER) {
                won.complete(new Won(attempted, bill, hedge));
            }
        }
    }

    private void hedge() {
        lane = Second.ASKING_FOR_MONEY;
        Call call = visit.call();
        till.openFurther(new Till.Wish(
                        call.caller(),
                        call.alias(),
                        prompt,
                        visit.chosen().others().order(),
                        visit.tariff()))
                .onSuccess(opened -> {
                    switch (opened) {
                        case Till.Opened.Ready ready -> begin(ready.bill());
                        case Till.Opened.Refused refused -> stayAlone();
                    }
                })
                .onFailure(won::tryFail);
    }

    private void begin(Bill own) {
        if (won.future().isComplete() || firstLost) {
            own.cancel();
            stayAlone();
            return;
        }
        lane = Second.RUNNING;
        hedge = visit.chosen().order().get(1);
        ask(visit.chosen().others(), second)
                .onSuccess(attempted -> secondCame(attempted, own))
                .onFailure(won::tryFail);
    }

    /** There is no hedge; when the first one failed meanwhile, the others take its place. */
    private void stayAlone() {
        lane = Second.IDLE;
        if (firstLost && !won.future().isComplete()) {
            goOn();
        }
    }

    private void goOn() {
        ask(visit.chosen().others(), first)
                .onSuccess(attempted -> won.complete(new Won(attempted, bill, null)))
                .onFailure(won::tryFail);
    }

    private void secondCame(Attempted attempted, Bill own) {
        lane = Second.OVER;
        if (won.future().isComplete()) {
            close(attempted, own);
        } else if (attempted instanceof Attempted.Failed) {
            own.cancel();
            if (firstLost) {
                won.complete(new Won(attempted, bill, hedge));
            }
        } else {
            won.complete(new Won(attempted, own, hedge));
            first.hangUp();
            if (firstLost) {
                bill.cancel();
            }
        }
    }

    /** Who lost is paid for what it had begun: at least for reading the request. */
    private void close(Attempted lost, Bill own) {
        switch (lost) {
            case Attempted.Whole whole ->
                own.pay(
                        whole.upstream(),
                        Usage.read(whole.answer().get("usage")),
                        WholeAnswer.text(whole.answer()).length(),
                        0);
            case Attempted.Open open -> {
                open.response().request().reset();
                own.pay(open.upstream(), null, 0, 0);
            }
            case Attempted.Useless useless -> own.pay(useless.upstream(), null, useless.bytes(), 0);
            case Attempted.Abandoned abandoned when !gone -> own.pay(abandoned.upstream(), null, 0, 0);
            case Attempted.Abandoned abandoned -> own.cancel();
            case Attempted.Failed failed -> own.cancel();
        }
    }
}
