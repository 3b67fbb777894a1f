package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guardrails that need nobody else. A request is read once; only when something is to be replaced, a copy of it is
 * made and read again.
 */
@Singleton
public class RuleGuards implements Guards {

    private static final int MOST_LISTS = 1_000;
    private static final String SECRET = "[SECRET_REMOVED]";
    private static final String INSTRUCTION = "[INSTRUCTION_REMOVED]";

    private static final TextEdit SECRETS = Redaction.ofSecrets(SECRET);

    private final Texts texts;
    private final Map<List<String>, PersonalData> byNames = new ConcurrentHashMap<>();

    public RuleGuards(ObjectMapper json) {
        this.texts = new Texts(json);
    }

    @Override
    public Checked check(ObjectNode request, ModelRules rules) {
        var findings = new Findings(rules);
        List<String> read = new ArrayList<>();
        texts.read(request, (role, text) -> {
            read.add(text);
            findings.add(Guardrail.SECRETS, spans(Guardrail.SECRETS, role, text, rules));
            findings.add(Guardrail.PII, spans(Guardrail.PII, role, text, rules));
            findings.add(Guardrail.INJECTION, spans(Guardrail.INJECTION, role, text, rules));
            return text;
        });
        List<String> forbidden = forbidden(request, rules);
        findings.addTools(forbidden);
        for (Guardrail guardrail : Guardrail.values()) {
            if (findings.has(guardrail, Action.BLOCK)) {
                return new Checked.Blocked(guardrail, findings.sentence(guardrail, forbidden));
            }
        }
        if (findings.ask(Action.REDACT)) {
            return redacted(request, rules, findings, new Tokens(read));
        }
        return new Checked.Passed(request, findings.list(), redaction(rules));
    }

    @Override
    public List<Finding> inspect(String answer, ModelRules rules) {
        var findings = new Findings(rules);
        findings.add(Guardrail.SECRETS, spans(Guardrail.SECRETS, "assistant", answer, rules));
        findings.add(Guardrail.PII, spans(Guardrail.PII, "assistant", answer, rules));
        return findings.list();
    }

    /** Of answers. What the request's tokens stand for is put back after it, so the caller's own data stays. */
    private TextEdit redaction(ModelRules rules) {
        TextEdit secrets = rules.action(Guardrail.SECRETS) == Action.REDACT ? SECRETS : TextEdit.NOTHING;
        return rules.action(Guardrail.PII) == Action.REDACT
                ? secrets.then(Redaction.of(personalData(rules.names())))
                : secrets;
    }

    private Checked redacted(ObjectNode request, ModelRules rules, Findings findings, Tokens tokens) {
        ObjectNode copy = request.deepCopy();
        if (findings.has(Guardrail.TOOLS, Action.REDACT)) {
            Tools.remove(copy, allowed(rules));
        }
        texts.read(copy, (role, text) -> {
            String plain = replace(Guardrail.SECRETS, role, text, rules, tokens);
            String harmless = replace(Guardrail.INJECTION, role, plain, rules, tokens);
            return replace(Guardrail.PII, role, harmless, rules, tokens);
        });
        return new Checked.Passed(copy, findings.list(), redaction(rules).then(tokens.restorer()));
    }

    private String replace(Guardrail guardrail, String role, String text, ModelRules rules, Tokens tokens) {
        if (rules.action(guardrail) != Action.REDACT) {
            return text;
        }
        List<Span> spans = spans(guardrail, role, text, rules);
        if (spans.isEmpty()) {
            return text;
        }
        var replaced = new StringBuilder(text.length());
        int from = 0;
        for (Span span : spans) {
            replaced.append(text, from, span.start());
            replaced.append(
                    switch (guardrail) {
                        case PII -> tokens.token(span.kind(), text.substring(span.start(), span.end()));
                        case SECRETS -> SECRET;
                        default -> INSTRUCTION;
                    });
            from = span.end();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private List<Span> spans(Guardrail guardrail, String role, String text, ModelRules rules) {
        if (rules.action(guardrail) == Action.OFF) {
            return List.of();
        }
        return switch (guardrail) {
            case PII -> personalData(rules.names()).find(text);
            case SECRETS -> Secrets.find(text);
            // Who writes the system's part may give orders.
            case INJECTION -> role.equals("system") || role.equals("developer") ? List.of() : Injections.find(text);
            case TOOLS, MODERATION -> List.of();
        };
    }

    private PersonalData personalData(List<String> names) {
        PersonalData known = byNames.get(names);
        if (known != null) {
            return known;
        }
        if (byNames.size() >= MOST_LISTS) {
            byNames.clear();
        }
        return byNames.computeIfAbsent(names, unseen -> new PersonalData(new Names(unseen)));
    }

    private static List<String> forbidden(ObjectNode request, ModelRules rules) {
        return rules.tools() == null || rules.action(Guardrail.TOOLS) == Action.OFF
                ? List.of()
                : Tools.forbidden(request, allowed(rules));
    }

    private static List<String> allowed(ModelRules rules) {
        List<String> tools = rules.tools();
        return tools == null ? List.of() : tools;
    }
}
