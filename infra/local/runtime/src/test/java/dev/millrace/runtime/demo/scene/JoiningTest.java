package dev.millrace.runtime.demo.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.TillSeed;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.runtime.journey.access.Shop;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoiningTest {

    private static final URI GATEWAY = URI.create("http://localhost:8800");

    @TempDir
    private Path folder;

    private Forge forge;

    @BeforeEach
    void start() throws IOException {
        forge = forge("forge");
    }

    @AfterEach
    void stop() throws IOException {
        forge.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ADO", "GITHUB", "GITLAB"})
    void aShopOfEachKindIsJoinedAndPostsItsHooksToTheGateway(HookKind kind) throws IOException {
        // When
        List<String> rights = join(forge, kind, GATEWAY);

        // Then
        assertThat(rights).contains("token", "pull requests");
        assertThat(tenant().hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.kind()).isEqualTo(kind));
        assertThat(tenant().budgets()).hasSize(1);
        assertThat(addresses(forge, kind)).isNotEmpty().allMatch(url -> url.startsWith(GATEWAY + "/hooks/demo/"));
    }

    @Test
    void joiningAgainChangesNothing() throws IOException {
        // Given
        join(forge, HookKind.ADO, GATEWAY);
        Tenant entry = tenant();
        List<String> before = addresses(forge, HookKind.ADO);

        // When
        join(forge, HookKind.ADO, GATEWAY);

        // Then
        assertThat(tenant()).isEqualTo(entry);
        assertThat(addresses(forge, HookKind.ADO)).isEqualTo(before);
    }

    @Test
    void aGatewayAtAnotherPortTakesTheHooksAlong() throws IOException {
        // Given
        join(forge, HookKind.ADO, GATEWAY);

        // When
        join(forge, HookKind.ADO, URI.create("http://localhost:8801"));

        // Then
        assertThat(addresses(forge, HookKind.ADO))
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://localhost:8801/"));
    }

    @Test
    void aForgeAtAnotherPortTakesThePlaceOfTheOneBefore() throws IOException {
        // Given
        join(forge, HookKind.ADO, GATEWAY);

        // When
        try (Forge other = forge("other")) {
            join(other, HookKind.ADO, GATEWAY);

            // Then
            assertThat(tenant().hosts())
                    .singleElement()
                    .satisfies(host -> assertThat(host.url()).isEqualTo(other.ado()));
            assertThat(addresses(other, HookKind.ADO)).isNotEmpty();
        }
    }

    @Test
    void aTokenThatIsRefusedIsSaidBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> new Joining(folder.resolve("data"), folder.resolve("tenants"))
                        .join(Shop.till(HookKind.ADO, forge.base()), "no-such-token", GATEWAY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("token");
        assertThat(folder.resolve("tenants/demo.yaml")).doesNotExist();
    }

    private Forge forge(String name) throws IOException {
        Forge started = Forge.start(ForgeSettings.in(folder.resolve(name)));
        Shop.TILLS.forEach(new TillSeed(started.core())::sow);
        return started;
    }

    private List<String> join(Forge of, HookKind kind, URI gateway) throws IOException {
        return new Joining(folder.resolve("data"), folder.resolve("tenants"))
                .join(Shop.till(kind, of.base()), of.token(Forge.CARETAKER), gateway);
    }

    private Tenant tenant() {
        return new TenantFiles(folder.resolve("tenants"), folder.resolve("unused")).get(Joining.TENANT);
    }

    private static List<String> addresses(Forge of, HookKind kind) {
        return of.core().hooks().of(Vendor.valueOf(kind.name())).stream()
                .map(Hook::url)
                .sorted()
                .toList();
    }
}
