package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.cache.AnswerCache;
import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.call.Moderation.Judgement;
import dev.millrace.modeldispatch.guard.Finding;
import dev.millrace.modeldispatch.guard.Guards;
import dev.millrace.modeldispatch.health.Observations;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.tokens.Usage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happens to an answer that came whole: booked, judged, restored, kept. */
@Singleton
class Answering {

    private static final String WITHHELD = "[withheld by moderation]";

    private final Guards guards;
    private final Moderation moderation;
    private final Routing routing;
    private final Observations observations;
    private final AnswerCache cache;

    Answering(Guards guards, Moderation moderation, Routing routing, Observations observations, AnswerCache cache) {
        this.guards = guards;
        this.moderation = moderation;
        this.routing = routing;
        this.observations = observations;
        this.cache = cache;
    }

    /** An answer that was given before. */
    Outcome again(Buffer answer, List<Finding> findings) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.CACHE, "hit");
        Headers.guardrails(findings).ifPresent(text -> headers.put(Headers.GUARDRAILS, text));
        String model =
                Json.object(answer).map(tree -> tree.path("model").asText()).orElse("");
        return new Outcome.Answered(answer, model, Usage.NONE, routing.tariff().cost("", Usage.NONE), headers);
    }

    Future<Outcome> whole(Visit visit, Attempted.Whole whole, Bill bill, Map<String, String> headers) {
        ObjectNode answer = whole.answer();
        Upstream upstream = whole.upstream();
        Usage said = Usage.read(answer.get("usage"));
        boolean text = visit.call().operation() == Operation.CHAT;
        String spoken = text ? WholeAnswer.text(answer) : "";
        Bill.Paid paid = bill.pay(upstream, said, spoken.length(), 0);
        observations.cost(visit.chosen().alias(), upstream, paid.cost().nanos());
        if (!text) {
            keep(visit, whole.raw());
            return Future.succeededFuture(answered(whole, whole.raw(), paid, headers));
        }
        List<Finding> findings = guards.inspect(spoken, visit.call().rules());
        for (Finding finding : findings) {
            if (finding.action() == Action.BLOCK) {
                return withheld(finding.guardrail(), headers);
            }
        }
        return judged(visit, spoken).map(judgement -> {
            var all = new LinkedHashMap<>(headers);
            var found = new ArrayList<>(visit.passed().findings());
            found.addAll(findings);
            Action action = visit.call().rules().action(Guardrail.MODERATION);
            boolean withhold =
                    judgement == Judgement.FLAGGED || (judgement == Judgement.UNKNOWN && action != Action.WARN);
            if (judgement != Judgement.CLEAN) {
                found.add(new Finding(
                        Guardrail.MODERATION, judgement == Judgement.FLAGGED ? "flagged" : "unknown", 1, action));
            }
            Headers.guardrails(found).ifPresent(line -> all.put(Headers.GUARDRAILS, line));
            if (withhold && action == Action.BLOCK) {
                return new Outcome.Refused(blocked(Guardrail.MODERATION), all);
            }
            boolean hidden = withhold && action == Action.REDACT;
            Buffer body = body(visit, whole, hidden);
            // The next judgement may be another.
            if (!hidden) {
                keep(visit, body);
            }
            return answered(whole, body, paid, all);
        });
    }

    private Future<Judgement> judged(Visit visit, String spoken) {
        if (visit.call().rules().action(Guardrail.MODERATION) == Action.OFF) {
            return Future.succeededFuture(Judgement.CLEAN);
        }
        return moderation.judge(
                visit.call(),
                routing.decide(visit.call(), Operation.MODERATIONS, Moderation.ALIAS, visit.tariff()),
                visit.tariff(),
                spoken);
    }

    /** The bytes as they came when nothing has to be changed in them. */
    private static Buffer body(Visit visit, Attempted.Whole whole, boolean withhold) {
        boolean changed = WholeAnswer.edit(whole.answer(), visit.passed().edit());
        if (withhold) {
            WholeAnswer.withhold(whole.answer(), WITHHELD);
        }
        boolean translated = whole.upstream().kind() == Upstream.Kind.ANTHROPIC;
        return changed || withhold || translated ? Json.bytes(whole.answer()) : whole.raw();
    }

    private void keep(Visit visit, Buffer body) {
        Duration keep = visit.call().rules().cache();
        if (visit.digest() != null && keep != null) {
            cache.keep(visit.call().caller().tenant().id(), visit.digest(), body, keep);
        }
    }

    private static Outcome answered(Attempted.Whole whole, Buffer body, Bill.Paid paid, Map<String, String> headers) {
        String model = whole.answer().path("model").asText(whole.upstream().model());
        return new Outcome.Answered(body, model, paid.usage(), paid.cost(), headers);
    }

    private static Future<Outcome> withheld(Guardrail guardrail, Map<String, String> headers) {
        return Future.succeededFuture(new Outcome.Refused(blocked(guardrail), headers));
    }

    private static Refusal blocked(Guardrail guardrail) {
        String name = guardrail.name().toLowerCase(Locale.ROOT);
        return Refusal.blocked(
                "guardrail_" + name, "The answer was withheld: the guardrail '" + name + "' found something in it.");
    }
}
