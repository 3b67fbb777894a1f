package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.runtime.secrets.SecretStore;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a forge that speaks GitHub, and a gateway that keeps what it gets. */
class ConnectGithubTest {

    @TempDir
    private Path folder;

    private ForgeSite site;
    private FakePlatform platform;

    @BeforeEach
    void open() throws IOException {
        site = ForgeSite.open(folder, HookKind.GITHUB);
        platform = new FakePlatform().runsIn(site.data());
    }

    @AfterEach
    void close() throws IOException {
        platform.close();
        site.close();
    }

    @Test
    void whatWasBroughtIsNotBroughtAgain() {
        // Given
        site.connect("--once");
        site.ticket("Sell quinces");
        site.connect("--once");

        // When
        assertThat(site.connect("--once")).isZero();

        // Then
        assertThat(platform.posts()).hasSize(1);
        assertThat(site.out()).contains("nothing new");
    }

    @Test
    void aPlatformThatFailsAtFirstGetsTheTicketAfterAll() {
        // Given
        site.connect("--once");
        site.ticket("Sell quinces");
        platform.answers(503);

        // When
        assertThat(site.connect("--once")).isZero();

        // Then
        assertThat(platform.posts()).hasSize(2);
        assertThat(platform.posts().stream().distinct()).hasSize(1);
    }

    @Test
    void withoutAPlatformTheTicketWaits() throws IOException {
        // Given
        site.connect("--once");
        site.ticket("Sell quinces");
        Files.delete(site.data().resolve("running.json"));

        // When
        assertThat(site.connect("--once")).isEqualTo(3);

        // Then
        assertThat(site.err()).isEqualTo("millrace: No platform runs here; start one with: millrace up\n");
        platform.runsIn(site.data());
        assertThat(site.connect("--once")).isZero();
        assertThat(platform.posts()).hasSize(1);
    }

    @Test
    void theEntryNamesHostHookAndSecrets() throws IOException {
        // When
        assertThat(site.connect("--once")).as(site.err()).isZero();

        // Then
        Tenant tenant = registry().find(new TenantId("acme")).orElseThrow();
        HostBinding host = tenant.host("github").orElseThrow();
        assertThat(host.url()).isEqualTo(site.url());
        assertThat(host.projects()).containsExactly("shop/shop");
        assertThat(host.token()).isEqualTo("acme-github");
        assertThat(tenant.hooks()).extracting(HookSubscription::secretRef).containsExactly("acme-github");
        Path token = site.data().resolve("secrets/host-tokens/acme-github");
        assertThat(Files.readString(token)).isEqualTo(site.forge().token("millrace"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void runningItAgainChangesNoFileButTheProgress() throws IOException {
        // Given
        site.connect("--once");
        Map<Path, String> before = files();

        // When
        assertThat(site.connect("--once")).isZero();

        // Then
        assertThat(files()).isEqualTo(before);
        assertThat(site.out()).contains("unchanged");
    }

    @Test
    void aConnectionIsPolledAgainWithoutNamingAnything() {
        // Given
        site.connect("--once");
        site.ticket("Sell quinces");

        // When
        assertThat(site.connectWith(List.of("--once"))).as(site.err()).isZero();

        // Then
        assertThat(platform.posts()).hasSize(1);
    }

    @Test
    void neitherOutputNorEntryHoldsTheToken() throws IOException {
        // When
        site.connect("--once");

        // Then
        String token = site.forge().token("millrace");
        assertThat(site.out() + site.err()).doesNotContain(token);
        assertThat(Files.readString(site.tenants().resolve("acme.yaml"))).doesNotContain(token);
    }

    @Test
    void withAPublicAddressTheHostPostsByItself() {
        // Given
        site.connect("--public-url", "https://millrace.example.com/");

        // When
        assertThat(site.connect("--public-url", "https://millrace.example.com/"))
                .isZero();

        // Then
        assertThat(hooks())
                .extracting(hook -> hook.url().toString())
                .containsExactly("https://millrace.example.com/hooks/acme/github");
        assertThat(site.connect("--once")).isEqualTo(1);
        assertThat(site.err()).contains("connect remove acme-github");
    }

    @Test
    void removingEndsTheHooksAndForgetsTheToken() throws IOException {
        // Given
        site.connect("--public-url", "https://millrace.example.com");

        // When
        assertThat(site.connections(
                        "remove", "acme-github", "--tenants", site.tenants().toString()))
                .as(site.err())
                .isZero();

        // Then
        assertThat(hooks()).isEmpty();
        assertThat(site.data().resolve("secrets/host-tokens/acme-github")).doesNotExist();
        assertThat(registry().find(new TenantId("acme")).orElseThrow().hosts()).hasSize(1);
        assertThat(site.connections("list")).isZero();
        assertThat(site.out()).startsWith("No connections yet");
    }

    @Test
    void removingTakesTheHostOutOfTheEntryWhenAsked() {
        // Given
        site.connect("--once");

        // When
        assertThat(site.connections(
                        "remove",
                        "acme-github",
                        "--registry",
                        "--tenants",
                        site.tenants().toString()))
                .isZero();

        // Then
        assertThat(registry().find(new TenantId("acme")).orElseThrow().hosts()).isEmpty();
        assertThat(secrets().find("hook-secrets", "acme-github")).isEmpty();
    }

    @Test
    void theListTellsWhatWentWrong() throws IOException {
        // Given
        site.connect("--once");
        site.ticket("Sell quinces");
        Files.delete(site.data().resolve("running.json"));
        site.connect("--once");

        // When
        assertThat(site.connections("list")).isZero();

        // Then
        assertThat(site.out()).contains("acme-github", "shop/shop", "polled", "No platform runs");
        assertThat(site.connections("list", "--json")).isZero();
        assertThat(site.out()).contains("\"trouble\"", "\"polled\"").doesNotContain("cursor");
    }

    private List<Hook> hooks() {
        return site.forge().core().hooks().of(Vendor.GITHUB);
    }

    private TenantFiles registry() {
        return new TenantFiles(site.tenants(), site.data().resolve("secrets/hook-secrets"));
    }

    private SecretStore secrets() {
        return new SecretStore(site.data().resolve("secrets"), new SecureRandom());
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> all = new HashMap<>();
        for (Path part : List.of(site.data(), site.tenants())) {
            try (Stream<Path> paths = Files.walk(part)) {
                for (Path path : paths.filter(Files::isRegularFile)
                        .filter(path -> !path.endsWith("progress.json"))
                        .toList()) {
                    all.put(path, Files.getLastModifiedTime(path) + Files.readString(path));
                }
            }
        }
        all.keySet().removeIf(path -> path.endsWith("runtime.pid"));
        return all;
    }
}
