package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import java.util.List;
import java.util.Map;

/** What the guardrails cost for a prompt of 4 KB with nothing to find. Prints microseconds for each round. */
public final class GuardsBenchmark {

    private static final int CHECKS = 20_000;
    private static final String LINE = """
        The method `total(List<Item> items)` in src/main/java/shop/Cart.java sums prices: it must round once, at the end.
        """;

    private GuardsBenchmark() {}

    public static void main(String[] args) {
        var json = new ObjectMapper();
        var guards = new RuleGuards(json);
        ObjectNode request = json.createObjectNode();
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", LINE.repeat(4096 / LINE.length() + 1).substring(0, 4096));
        var rules = new ModelRules(
                Limits.NONE,
                List.of(),
                Map.of(Guardrail.PII, Action.REDACT, Guardrail.INJECTION, Action.BLOCK),
                List.of("Ann Smith", "Bob Miller", "Zoe Great"),
                null,
                null);
        long found = 0;
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < CHECKS; i++) {
                found += guards.check(request, rules) instanceof Checked.Passed passed
                        ? passed.findings().size()
                        : 1;
            }
            System.out.printf("%.1f us for each check, %d found%n", (System.nanoTime() - start) / 1e3 / CHECKS, found);
        }
    }
}
