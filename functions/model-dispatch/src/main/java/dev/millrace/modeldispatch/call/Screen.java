package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.guard.Checked;
import dev.millrace.modeldispatch.guard.Guards;
import dev.millrace.modeldispatch.route.Operation;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.Locale;

/** Shows requests of every operation to the guardrails, which know those of Chat Completions. */
@Singleton
class Screen {

    private final Guards guards;

    Screen(Guards guards) {
        this.guards = guards;
    }

    /** @return with the request to send, or why it is not sent */
    Checked check(Operation operation, ObjectNode request, ModelRules rules) {
        return switch (operation) {
            case CHAT -> guards.check(request, rules);
            case EMBEDDINGS, MODERATIONS -> checkInput(request, rules);
            case RESPONSES -> checkResponses(request, rules);
        };
    }

    static Refusal refusal(Checked.Blocked blocked) {
        return Refusal.blocked("guardrail_" + blocked.guardrail().name().toLowerCase(Locale.ROOT), blocked.sentence());
    }

    private Checked checkInput(ObjectNode request, ModelRules rules) {
        ObjectNode view = Json.object();
        ArrayNode messages = view.putArray("messages");
        addTexts(request.path("input"), messages);
        Checked checked = guards.check(view, rules);
        if (!(checked instanceof Checked.Passed passed)) {
            return checked;
        }
        if (passed.request().equals(view)) {
            return new Checked.Passed(request, passed.findings(), passed.edit());
        }
        var texts = passed.request().path("messages").iterator();
        ObjectNode replaced = Json.object().setAll(request);
        replaced.set("input", replace(request.path("input"), texts));
        return new Checked.Passed(replaced, passed.findings(), passed.edit());
    }

    /** Each text becomes a message of its own, in order. */
    private static void addTexts(JsonNode input, ArrayNode messages) {
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
        } else if (input.isContainerNode()) {
            input.forEach(each -> addTexts(each, messages));
        }
    }

    private static JsonNode replace(JsonNode input, Iterator<JsonNode> texts) {
        if (input.isTextual()) {
            return texts.hasNext() ? texts.next().path("content") : input;
        }
        if (input.isArray()) {
            ArrayNode replaced = Json.object().arrayNode();
            input.forEach(each -> replaced.add(replace(each, texts)));
            return replaced;
        }
        if (input instanceof ObjectNode object) {
            ObjectNode replaced = Json.object();
            object.properties().forEach(field -> replaced.set(field.getKey(), replace(field.getValue(), texts)));
            return replaced;
        }
        return input;
    }

    /** Their items have too many shapes to put something back: what would be replaced is refused. */
    private Checked checkResponses(ObjectNode request, ModelRules rules) {
        ObjectNode view = Json.object();
        ArrayNode messages = view.putArray("messages");
        addTexts(request.path("instructions"), messages);
        addTexts(request.path("input"), messages);
        ArrayNode tools = view.putArray("tools");
        for (JsonNode tool : request.path("tools")) {
            tools.addObject().put("type", "function").set("function", tool);
        }
        return switch (guards.check(view, rules)) {
            case Checked.Blocked blocked -> blocked;
            case Checked.Passed passed
            when passed.request().equals(view) -> new Checked.Passed(request, passed.findings(), passed.edit());
            case Checked.Passed passed ->
                new Checked.Blocked(
                        passed.findings().isEmpty()
                                ? ModelRules.Guardrail.PII
                                : passed.findings().getFirst().guardrail(),
                        "A guardrail would change this request, which it cannot do at /v1/responses. Use"
                                + " /v1/chat/completions.");
        };
    }
}
