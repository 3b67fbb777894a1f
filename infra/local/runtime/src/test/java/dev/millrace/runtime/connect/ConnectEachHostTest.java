package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.runtime.connect.FakePlatform.Posted;
import dev.millrace.runtime.secrets.SecretStore;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is the same whichever host it is. */
class ConnectEachHostTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = HookKind.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOUDEVENTS")
    void aNewTicketReachesTheDoorWithTheProofOfItsKind(HookKind kind) throws IOException {
        try (ForgeSite site = ForgeSite.open(folder, kind);
                var platform = new FakePlatform().runsIn(site.data())) {
            // Given
            assertThat(site.connect("--once")).as(site.out() + site.err()).isZero();
            site.timePasses(Duration.ofMinutes(1));
            site.ticket("Sell quinces");
            site.timePasses(Duration.ofMinutes(1));

            // When
            assertThat(site.connect("--once")).as(site.err()).isZero();
            assertThat(site.connect("--once")).as(site.err()).isZero();

            // Then
            assertThat(platform.posts().stream().distinct()).hasSize(1);
            Posted post = platform.posts().getFirst();
            assertThat(post.path()).isEqualTo("/hooks/acme/" + kind.name().toLowerCase(Locale.ROOT));
            assertThat(post.body()).contains("Sell quinces");
            assertThat(isProven(site, kind, post)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = HookKind.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOUDEVENTS")
    void aPublicAddressIsRegisteredOnceAndRemoved(HookKind kind) throws IOException {
        try (ForgeSite site = ForgeSite.open(folder, kind)) {
            // Given
            assertThat(site.connect("--public-url", "https://millrace.example.com/"))
                    .as(site.out() + site.err())
                    .isZero();
            List<Hook> first = hooks(site, kind);
            assertThat(first)
                    .isNotEmpty()
                    .allSatisfy(hook -> assertThat(hook.url())
                            .isEqualTo("https://millrace.example.com/hooks/acme/"
                                    + kind.name().toLowerCase(Locale.ROOT)));

            // When
            assertThat(site.connect("--public-url", "https://millrace.example.com/"))
                    .isZero();

            // Then
            assertThat(hooks(site, kind)).hasSameSizeAs(first);
            assertThat(site.connections("remove", "acme-" + kind.name().toLowerCase(Locale.ROOT)))
                    .as(site.err())
                    .isZero();
            assertThat(hooks(site, kind)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = HookKind.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOUDEVENTS")
    void whatIsMissingHasAnExitCodeAndSaysWhatToDo(HookKind kind) throws IOException {
        try (ForgeSite site = ForgeSite.open(folder, kind)) {
            // Given
            int missing = site.connect("--once", "--project", site.project("elsewhere"));
            String table = site.out();
            site.tokenIs("wrong-token");

            // When
            int refused = site.connect("--once");

            // Then
            assertThat(List.of(missing, refused)).containsOnly(4);
            assertThat(table).contains("✓ " + site.project(), "✗ " + site.project("elsewhere"), "; check ");
            assertThat(site.out()).contains("✗", "token", "make a new token");
            assertThat(site.tenants()).doesNotExist();
        }
    }

    /** As the hook door would find. */
    private static boolean isProven(ForgeSite site, HookKind kind, Posted post) {
        var registry = new TenantFiles(site.tenants(), site.data().resolve("secrets/hook-secrets"));
        HookSubscription hook =
                registry.find(new TenantId("acme")).orElseThrow().hooks().getFirst();
        return switch (kind) {
            case ADO -> hook.accepts(password(post.header("authorization")), Instant.now());
            case GITLAB -> hook.accepts(post.header("x-gitlab-token"), Instant.now());
            case GITHUB -> {
                String secret = new SecretStore(site.data().resolve("secrets"), new SecureRandom())
                        .find("hook-secrets", String.valueOf(hook.secretRef()))
                        .orElseThrow();
                yield Proof.of(kind, secret, post.body()).value().equals(post.header("x-hub-signature-256"));
            }
            case CLOUDEVENTS -> false;
        };
    }

    private static String password(String basic) {
        byte[] pair = Base64.getDecoder().decode(basic.replaceFirst("^Basic ", ""));
        return new String(pair, StandardCharsets.UTF_8).replaceFirst("^[^:]*:", "");
    }

    private static List<Hook> hooks(ForgeSite site, HookKind kind) {
        return site.forge().core().hooks().of(Vendor.valueOf(kind.name()));
    }
}
