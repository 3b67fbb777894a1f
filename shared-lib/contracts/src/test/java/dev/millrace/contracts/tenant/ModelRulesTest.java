package dev.millrace.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.ModelRules.Action;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelRulesTest {

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @Test
    void guardrailsDoTheUsualUnlessTheTenantSaysOtherwise() {
        // Given
        var rules = new ModelRules(Limits.NONE, List.of(), Map.of(Guardrail.PII, Action.REDACT), List.of(), null, null);

        // Then
        assertThat(rules.action(Guardrail.PII)).isEqualTo(Action.REDACT);
        assertThat(rules.action(Guardrail.SECRETS)).isEqualTo(Action.REDACT);
        assertThat(rules.action(Guardrail.INJECTION)).isEqualTo(Action.WARN);
        assertThat(rules.action(Guardrail.TOOLS)).isEqualTo(Action.BLOCK);
        assertThat(rules.action(Guardrail.MODERATION)).isEqualTo(Action.OFF);
        assertThat(ModelRules.DEFAULT.action(Guardrail.PII)).isEqualTo(Action.WARN);
    }

    @Test
    void keepsAnswersForATimeAboveZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelRules(Limits.NONE, List.of(), Map.of(), List.of(), null, Duration.ZERO))
                .withMessage("cache must be a duration above 0, such as PT10M, unlike PT0S");
    }

    @Test
    void allowsNoToolWhenTheListIsEmpty() {
        assertThat(new ModelRules(Limits.NONE, List.of(), Map.of(), List.of(), List.of(), null).tools())
                .isEmpty();
        assertThat(ModelRules.DEFAULT.tools()).isNull();
    }

    @Test
    void tenantHasOneBudgetOfItsOwnAtMost() {
        // Given
        Budget own = budget("tenant", null);
        Tenant tenant = Tenant.of(new TenantId("acme"), "Acme", List.of(), TicketRules.DEFAULT, List.of());

        // Then
        assertThat(tenant.withBudgets(List.of(own, budget("web", "web"))).budgets())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant.withBudgets(List.of(own, budget("second", null))))
                .withMessage("one budget at most may have neither project nor key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant.withBudgets(List.of(budget("web", "a"), budget("web", "b"))))
                .withMessage("budgets must have different names, unlike [web, web]");
    }

    @Test
    void travelsAsTheRegistryWritesIt() throws JsonProcessingException {
        // Given
        String text = """
            {"id": "acme", "name": "Acme", "classification": "internal", "docs": true, "hosts": [], "hooks": [],
             "tickets": {"tags": ["millrace"], "assignees": []},
             "keys": [{"name": "ci", "project": "web", "scopes": ["models", "costs"], "models": ["fast"],
               "secrets": [{"sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                            "expires": null}],
               "limits": {"requestsPerMinute": 60, "tokensPerMinute": null, "concurrency": 4}}],
             "budgets": [{"name": "web", "amount": 5.25, "currency": "USD", "period": "week",
               "project": "web", "key": null}],
             "models": {"limits": {"requestsPerMinute": null, "tokensPerMinute": 100000, "concurrency": null},
               "regions": ["eu"], "guards": {"pii": "redact"}, "names": ["Ann Smith"], "tools": ["search"],
               "cache": null}}""";

        // When
        Tenant tenant = json.readValue(text, Tenant.class);

        // Then
        assertThat(tenant.budgets())
                .containsExactly(new Budget("web", new BigDecimal("5.25"), "USD", Budget.Period.WEEK, "web", null));
        assertThat(tenant.key("ci").orElseThrow().allows(Scope.COSTS)).isTrue();
        assertThat(tenant.models().action(Guardrail.PII)).isEqualTo(Action.REDACT);
        assertThat(json.readTree(json.writeValueAsString(tenant))).isEqualTo(json.readTree(text));
    }

    private static Budget budget(String name, @Nullable String project) {
        return new Budget(name, new Money(1, "USD"), Budget.Period.MONTH, project, null);
    }
}
