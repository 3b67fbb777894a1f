package dev.millrace.contracts.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.TicketEvent.Asks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final HostBinding ADO = host("ado");
    private static final List<Secret> SECRETS = List.of(new Secret(Digest.of("secret"), null));

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out everything but the id.
    void fillsInWhatTheFileLeavesOut() {
        // When
        var tenant = new Tenant(ACME, null, null, null, null, null, null, null, null, null);

        // Then
        assertThat(tenant.name()).isEqualTo("acme");
        assertThat(tenant.classification()).isEqualTo(DataClassification.INTERNAL);
        assertThat(tenant.hosts()).isEmpty();
        assertThat(tenant.hooks()).isEmpty();
        assertThat(tenant.tickets().tags()).containsExactly("millrace");
        assertThat(tenant.tickets().assignees()).isEmpty();
        assertThat(tenant.docs()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what is required.
    void needsAnId() {
        assertThatNullPointerException()
                .isThrownBy(() -> tenant(null, List.of(ADO), List.of()))
                .withMessage("id must be set");
    }

    @Test
    void needsHostsAndHooksOfDifferentNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant(ACME, List.of(ADO, host("ado")), List.of()))
                .withMessage("hosts must have different names, unlike [ado, ado]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant(ACME, List.of(ADO), List.of(hook("boards", "ado"), hook("boards", "ado"))))
                .withMessage("hooks must have different names, unlike [boards, boards]");
    }

    @Test
    void needsAHostForEachHook() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant(ACME, List.of(ADO), List.of(hook("boards", "other"))))
                .withMessage("hook 'boards' names the host 'other', which hosts does not list");
    }

    @Test
    void findsHostsAndHooksByName() {
        // Given
        Tenant tenant = tenant(ACME, List.of(ADO), List.of(hook("boards", "ado")));

        // Then
        assertThat(tenant.host("ado")).contains(ADO);
        assertThat(tenant.host("github")).isEmpty();
        assertThat(tenant.host(null)).isEmpty();
        assertThat(tenant.hook("boards")).contains(hook("boards", "ado"));
        assertThat(tenant.hook("Boards")).isEmpty();
    }

    @Test
    void staysAsItWasMade() {
        // Given
        var hosts = new ArrayList<>(List.of(ADO));
        Tenant tenant = tenant(ACME, hosts, List.of());

        // When
        hosts.clear();

        // Then
        assertThat(tenant.hosts()).containsExactly(ADO);
    }

    @Test
    void hostServesItsProjectsOrAll() {
        // Given
        var some = new HostBinding("ado", HookKind.ADO, null, List.of("Fabrikam Fiber"));

        // Then
        assertThat(some.serves("fabrikam fiber")).isTrue();
        assertThat(some.serves("Fabrikam")).isFalse();
        assertThat(ADO.serves("anything")).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what is required.
    void hostNeedsANameAndTheKindOfACodeHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host("A/B"))
                .withMessageContaining("a host's name has 1 to 40");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostBinding("x", HookKind.CLOUDEVENTS, null, List.of()))
                .withMessage("host 'x' needs the kind ado, github or gitlab");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostBinding("x", null, null, List.of()))
                .withMessage("host 'x' needs the kind ado, github or gitlab");
    }

    @Test
    void hostKnowsWhereTheWorkOfAProjectIsDone() {
        // Given
        var host = new HostBinding(
                "ado", HookKind.ADO, null, List.of(), "acme-ado", Map.of("Fabrikam Fiber", "fabrikam-web"));

        // Then
        assertThat(host.repository("fabrikam fiber")).contains("fabrikam-web");
        assertThat(host.repository("other")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostBinding("ado", HookKind.ADO, null, List.of(), "../root", Map.of()))
                .withMessage("token is the name of a secret, unlike '../root'");
    }

    @Test
    void ticketAsksByTagBeforeItAsksByAssignment() {
        // Given
        var rules = new TicketRules(List.of("Millrace", "bot"), List.of("bot@acme.example"));

        // Then
        assertThat(rules.asks(List.of("ui", "MILLRACE"), List.of("BOT@acme.example")))
                .contains(Asks.BY_TAG);
        assertThat(rules.asks(List.of("ui"), List.of("Ann", "BOT@acme.example")))
                .contains(Asks.BY_ASSIGNMENT);
        assertThat(rules.asks(List.of("millraces"), List.of("ann@acme.example")))
                .isEmpty();
        assertThat(rules.asks(List.of(), List.of())).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // YAML may leave out what has a default.
    void ticketAsksByTheUsualTagUnlessTheTenantSaysOtherwise() {
        assertThat(new TicketRules(null, null).asks(List.of("millrace"), List.of()))
                .contains(Asks.BY_TAG);
        assertThat(new TicketRules(List.of(), List.of()).asks(List.of("millrace"), List.of()))
                .isEmpty();
    }

    @SuppressWarnings("NullAway") // as Jackson does for a field that the file leaves out
    private static Tenant tenant(TenantId id, List<HostBinding> hosts, List<HookSubscription> hooks) {
        return new Tenant(
                id,
                "Acme",
                null,
                hosts,
                new TicketRules(List.of("millrace"), List.of()),
                hooks,
                true,
                null,
                null,
                null);
    }

    private static HostBinding host(String name) {
        return new HostBinding(name, HookKind.ADO, null, List.of());
    }

    private static HookSubscription hook(String name, String host) {
        return new HookSubscription(name, HookKind.ADO, host, SECRETS, null, List.of());
    }
}
