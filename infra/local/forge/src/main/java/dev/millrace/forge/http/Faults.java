package dev.millrace.forge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is to go wrong, on request of a test or an operator. Forgotten when the forge ends. Thread-safe. */
public final class Faults implements Face {

    private final List<Fault> planned = new ArrayList<>();
    private long last;

    @Override
    public String prefix() {
        return "/_faults";
    }

    @Override
    public Router routes() {
        return new Router()
                .get("", call -> Reply.ok(Json.array(list(), Faults::view)))
                .post("", call -> Reply.created(view(plan(call.json()))))
                .delete("", call -> {
                    clear();
                    return Reply.nothing();
                });
    }

    @Override
    public JsonNode problem(HttpProblem problem) {
        return Json.object().put("message", problem.sentence());
    }

    /**
     * Plans a fault.
     *
     * @param count how many requests it hits
     */
    public synchronized Fault plan(String method, String path, Fault.Effect effect, int count) {
        var fault = new Fault(++last, method, Pattern.compile(path), effect, count);
        planned.add(fault);
        return fault;
    }

    /** Takes one back, and leaves the others. */
    public synchronized void cancel(Fault fault) {
        planned.removeIf(each -> each.number() == fault.number());
    }

    public synchronized void clear() {
        planned.clear();
    }

    public synchronized List<Fault> list() {
        return List.copyOf(planned);
    }

    /** What goes wrong with a request; the fault is used up by it. */
    synchronized Optional<Fault.Effect> strike(String method, String target) {
        for (int i = 0; i < planned.size(); i++) {
            Fault fault = planned.get(i);
            if (fault.hits(method, target)) {
                if (fault.left() > 1) {
                    planned.set(i, fault.used());
                } else {
                    planned.remove(i);
                }
                return Optional.of(fault.effect());
            }
        }
        return Optional.empty();
    }

    private Fault plan(JsonNode wish) {
        try {
            return plan(
                    wish.path("method").asText(""),
                    wish.path("path").asText(".*"),
                    effect(wish),
                    Math.max(1, wish.path("count").asInt(1)));
        } catch (PatternSyntaxException e) {
            throw HttpProblem.badRequest("The path must be a regular expression: " + e.getDescription() + ".");
        }
    }

    private static Fault.Effect effect(JsonNode wish) {
        if (wish.has("drop")) {
            return new Fault.Effect.Drop(wish.path("drop").asText().equals("after"));
        }
        if (wish.has("delayMillis")) {
            return new Fault.Effect.Delay(
                    Duration.ofMillis(wish.path("delayMillis").asLong()));
        }
        int status = wish.path("status").asInt(0);
        if (status < 200 || status > 599) {
            throw HttpProblem.badRequest("Give a status of 200 to 599, 'delayMillis', or 'drop' (before or after).");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        wish.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
        return new Fault.Effect.Answer(status, headers, wish.path("body").asText("{\"message\":\"A planned fault.\"}"));
    }

    private static ObjectNode view(Fault fault) {
        return Json.object()
                .put("id", fault.number())
                .put("method", fault.method())
                .put("path", fault.path().pattern())
                .put("effect", fault.effect().toString())
                .put("left", fault.left());
    }
}
