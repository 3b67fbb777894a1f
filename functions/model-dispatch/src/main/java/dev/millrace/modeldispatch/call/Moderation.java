package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Decision;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Asks the alias {@code moderation} about an answer. */
@Singleton
class Moderation {

    static final String ALIAS = "moderation";

    private final Attempts attempts;

    Moderation(Attempts attempts) {
        this.attempts = attempts;
    }

    enum Judgement {
        CLEAN,
        FLAGGED,
        /** Nobody could judge. */
        UNKNOWN
    }

    Future<Judgement> judge(Call call, Decision decision, String text) {
        if (text.isBlank()) {
            return Future.succeededFuture(Judgement.CLEAN);
        }
        if (!(decision instanceof Decision.Chosen chosen)) {
            return Future.succeededFuture(Judgement.UNKNOWN);
        }
        ObjectNode question = Json.object().put("input", text);
        return attempts.run(chosen, new Prompt(Operation.MODERATIONS, question, false, 0), call.hangup())
                .map(attempted -> attempted instanceof Attempts.Attempted.Whole whole
                        ? judgement(whole.answer().path("results"))
                        : Judgement.UNKNOWN);
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
