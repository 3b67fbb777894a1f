package dev.millrace.modeldispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import dev.millrace.modeldispatch.guard.Checked;
import dev.millrace.modeldispatch.guard.Finding;
import dev.millrace.modeldispatch.guard.Guards;
import dev.millrace.modeldispatch.guard.RuleGuards;
import dev.millrace.modeldispatch.guard.TextEdit;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;

/** Replaces Ada by a token, blocks Mallory, and warns of a password in an answer. What answers lose is real. */
@Mock
@Singleton
class ScriptedGuards implements Guards {

    private static final String NAME = "Ada";
    private static final String TOKEN = "<PERSON_1>";

    private final Guards real = new RuleGuards(new ObjectMapper());

    @Override
    public Checked check(ObjectNode request, ModelRules rules) {
        String text = request.toString();
        if (text.contains("Mallory")) {
            return new Checked.Blocked(Guardrail.INJECTION, "This looks like an injection.");
        }
        if (!text.contains(NAME)) {
            return real.check(request, rules) instanceof Checked.Passed passed
                    ? new Checked.Passed(request, List.of(), passed.edit())
                    : new Checked.Passed(request, List.of(), TextEdit.NOTHING);
        }
        ObjectNode replaced = Json.object(text.replace(NAME, TOKEN)).orElseThrow();
        return new Checked.Passed(replaced, List.of(new Finding(Guardrail.PII, "name", 1, Action.REDACT)), new Names());
    }

    @Override
    public List<Finding> inspect(String answer, ModelRules rules) {
        return answer.contains("hunter2")
                ? List.of(new Finding(Guardrail.SECRETS, "password", 1, rules.action(Guardrail.SECRETS)))
                : List.of();
    }

    static String content(JsonNode answer) {
        return answer.path("choices").path(0).path("message").path("content").asText();
    }

    private static final class Names implements TextEdit {

        @Override
        public boolean isNeeded() {
            return true;
        }

        @Override
        public String apply(String text) {
            return text.replace(TOKEN, NAME);
        }

        @Override
        public Stream stream() {
            return new Held();
        }
    }

    /** Holds back everything from a bracket on until it closes. */
    private static final class Held implements TextEdit.Stream {
        private String held = "";

        @Override
        public String next(String delta) {
            String text = (held + delta).replace(TOKEN, NAME);
            int open = text.lastIndexOf('<');
            int shown = open >= 0 && text.indexOf('>', open) < 0 ? open : text.length();
            held = text.substring(shown);
            return text.substring(0, shown);
        }

        @Override
        public String end() {
            String rest = held;
            held = "";
            return rest;
        }
    }
}
