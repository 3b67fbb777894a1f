package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.contracts.tenant.TicketRules;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryEntryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final URI FABRIKAM = URI.create("https://dev.azure.com/fabrikam");
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void aNewTenantGetsHostAndHook() {
        // When
        Tenant tenant = RegistryEntry.with(null, wish("Fabrikam"), "secret", NOW);

        // Then
        HostBinding host = tenant.host("ado").orElseThrow();
        assertThat(host.url()).isEqualTo(FABRIKAM);
        assertThat(host.projects()).containsExactly("Fabrikam");
        assertThat(host.token()).isEqualTo("acme-ado");
        assertThat(tenant.hook("ado").orElseThrow().accepts("secret", NOW)).isTrue();
        assertThat(tenant.tickets()).isEqualTo(TicketRules.DEFAULT);
    }

    @Test
    void theSameWishTwiceIsTheSameEntry() {
        // Given
        Tenant once = RegistryEntry.with(null, wish("Fabrikam"), "secret", NOW);

        // When
        Tenant twice = RegistryEntry.with(once, wish("Fabrikam"), "secret", NOW);

        // Then
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void aFurtherProjectComesBesideTheFirst() {
        // Given
        Tenant once = RegistryEntry.with(null, wish("Fabrikam"), "secret", NOW);

        // When
        Tenant twice = RegistryEntry.with(once, wish("fabrikam", "Tailspin"), "secret", NOW);

        // Then
        assertThat(twice.host("ado").orElseThrow().projects()).containsExactly("Fabrikam", "Tailspin");
    }

    @Test
    void whatIsNotAboutTheHostStays() {
        // Given
        Tenant before = tenant(null, List.of());

        // When
        Tenant after = RegistryEntry.with(before, wish("Fabrikam"), "ours", NOW);

        // Then
        assertThat(after.name()).isEqualTo("Acme Ltd");
        assertThat(after.classification()).isEqualTo(DataClassification.CONFIDENTIAL);
        assertThat(after.docs()).isFalse();
        assertThat(after.tickets()).isEqualTo(before.tickets());
        assertThat(after.host("web")).isEqualTo(before.host("web"));
        assertThat(after.host("ado").orElseThrow().projects()).isEmpty();
        HookSubscription hook = after.hook("ado").orElseThrow();
        assertThat(hook.accepts("theirs", NOW)).isTrue();
        assertThat(hook.accepts("ours", NOW)).isTrue();
    }

    @Test
    void removingAHostLeavesTheOthers() {
        // Given
        Tenant before = RegistryEntry.with(tenant(null, List.of()), wish("Fabrikam"), "ours", NOW);

        // When
        Tenant after = RegistryEntry.without(before, "ado");

        // Then
        assertThat(after.hosts()).extracting(HostBinding::name).containsExactly("web");
        assertThat(after.docs()).isFalse();
        assertThat(after.hooks()).isEmpty();
    }

    @Test
    void anotherOrganisationNeedsAnotherName() {
        // Given
        Tenant before = tenant(URI.create("https://dev.azure.com/tailspin"), List.of());

        // When
        assertThatThrownBy(() -> RegistryEntry.with(before, wish("Fabrikam"), "ours", NOW))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--host");
    }

    @Test
    void gitHubsEntryNamesItsSecret() {
        // When
        Tenant tenant = RegistryEntry.with(
                null, new Wish(ACME, HookKind.GITHUB, "web", null, List.of("acme/site"), null), "secret", NOW);

        // Then
        assertThat(tenant.hook("web").orElseThrow().secretRef()).isEqualTo("acme-web");
        assertThat(tenant.hook("web").orElseThrow().secrets()).isEmpty();
    }

    private static Wish wish(String... projects) {
        return new Wish(ACME, HookKind.ADO, "ado", FABRIKAM, List.of(projects), null);
    }

    private static Tenant tenant(@Nullable URI url, List<String> projects) {
        return new Tenant(
                ACME,
                "Acme Ltd",
                DataClassification.CONFIDENTIAL,
                List.of(
                        new HostBinding("web", HookKind.GITHUB, null, List.of("acme/site")),
                        new HostBinding("ado", HookKind.ADO, url, projects)),
                new TicketRules(List.of("robot"), List.of()),
                List.of(new HookSubscription(
                        "ado", HookKind.ADO, "ado", List.of(new Secret(Digest.of("theirs"), null)), null, List.of())),
                false,
                List.of(),
                List.of(),
                ModelRules.DEFAULT);
    }
}
