package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.tokens.Tariff;
import dev.millrace.modeldispatch.tokens.Usage;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Asks the alias {@code moderation} about an answer. */
@Singleton
class Moderation {

    static final String ALIAS = "moderation";

    private final Attempts attempts;
    private final Till till;

    Moderation(Attempts attempts, Till till) {
        this.attempts = attempts;
        this.till = till;
    }

    enum Judgement {
        CLEAN,
        FLAGGED,
        /** Nobody could judge. */
        UNKNOWN
    }

    /** What the judge costs is booked under its alias, to the same caller. Who cannot pay it learns nothing. */
    Future<Judgement> judge(Call call, Decision decision, Tariff tariff, String text) {
        if (text.isBlank()) {
            return Future.succeededFuture(Judgement.CLEAN);
        }
        if (!(decision instanceof Decision.Chosen chosen)) {
            return Future.succeededFuture(Judgement.UNKNOWN);
        }
        var prompt = new Prompt(Operation.MODERATIONS, Json.object().put("input", text), false, 0);
        return till.openFurther(new Till.Wish(call.caller(), ALIAS, prompt, chosen.order(), tariff))
                .compose(opened -> switch (opened) {
                    case Till.Opened.Refused refused -> Future.succeededFuture(Judgement.UNKNOWN);
                    case Till.Opened.Ready ready ->
                        attempts.run(chosen, prompt, call.hangup())
                                .map(attempted -> judgement(attempted, ready.bill()))
                                .onFailure(defect -> ready.bill().cancel());
                });
    }

    private static Judgement judgement(Attempted attempted, Bill bill) {
        if (attempted instanceof Attempted.Whole whole) {
            bill.pay(whole.upstream(), Usage.read(whole.answer().get("usage")), 0, 0);
            return judgement(whole.answer().path("results"));
        }
        bill.cancel();
        return Judgement.UNKNOWN;
    }

    private static Judgement judgement(JsonNode results) {
        if (results.isEmpty()) {
            return Judgement.UNKNOWN;
        }
        for (JsonNode result : results) {
            if (result.path("flagged").asBoolean()) {
                return Judgement.FLAGGED;
            }
        }
        return Judgement.CLEAN;
    }
}
