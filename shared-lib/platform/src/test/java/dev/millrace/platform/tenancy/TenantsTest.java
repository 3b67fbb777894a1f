package dev.millrace.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Logger LOGGER = Logger.getLogger(Tenants.class.getName());

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final Said said = new Said();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(said);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(said);
    }

    @Test
    void readsTheRegistry() throws IOException {
        // Given
        write("acme", """
            id: acme
            name: Acme Größen
            classification: confidential
            hosts:
              - name: ado
                kind: ado
                url: https://dev.azure.com/acme
                projects: [Fabrikam Fiber]
            tickets:
              tags: [millrace, bot]
            hooks:
              - name: boards
                kind: ado
                host: ado
                secrets:
                  - sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                    expires: 2027-01-01T00:00:00Z
            """);
        write("other", "id: other");

        // When
        Tenants tenants = tenants();

        // Then
        Tenant acme = tenants.find(ACME).orElseThrow();
        assertThat(acme.name()).isEqualTo("Acme Größen");
        assertThat(acme.tickets().tags()).containsExactly("millrace", "bot");
        assertThat(acme.host("ado").orElseThrow().serves("Fabrikam Fiber")).isTrue();
        assertThat(acme.hook("boards").orElseThrow()).satisfies(hook -> {
            assertThat(hook.kind()).isEqualTo(HookKind.ADO);
            assertThat(hook.secrets().getFirst().sha256()).isEqualTo(Digest.of("abc"));
            assertThat(hook.secrets().getFirst().expires()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        });
        assertThat(tenants.all()).extracting(tenant -> tenant.id().value()).containsExactlyInAnyOrder("acme", "other");
        assertThat(tenants.find(new TenantId("nobody"))).isEmpty();
        assertThat(said.lines).isEmpty();
    }

    @Test
    void seesChangedNewAndRemovedFilesAfterASecond() throws IOException {
        // Given
        write("acme", "{id: acme, name: Before}");
        write("gone", "id: gone");
        Tenants tenants = tenants();
        assertThat(tenants.all()).hasSize(2);

        // When
        write("acme", "{id: acme, name: Afterwards}");
        write("fresh", "id: fresh");
        Files.delete(folder.resolve("gone.yaml"));

        // Then
        clock.advance(Duration.ofMillis(999));
        assertThat(tenants.find(ACME)).map(Tenant::name).contains("Before");
        clock.advance(Duration.ofMillis(1));
        assertThat(tenants.find(ACME)).map(Tenant::name).contains("Afterwards");
        assertThat(tenants.all()).extracting(tenant -> tenant.id().value()).containsExactlyInAnyOrder("acme", "fresh");
    }

    @Test
    void looksAtOnceForATenantThatItDoesNotKnow() throws IOException {
        // Given
        Tenants tenants = tenants();
        assertThat(tenants.find(ACME)).isEmpty();

        // When
        write("acme", "id: acme");

        // Then
        assertThat(tenants.find(ACME)).isPresent();
        assertThat(tenants.all()).hasSize(1);
    }

    @Test
    void looksAtOnceForWhatAKnownTenantDidNotHave() throws IOException {
        // Given
        write("acme", "{id: acme, name: Before}");
        Tenants tenants = tenants();
        assertThat(tenants.find(ACME)).isPresent();

        // When
        write("acme", "{id: acme, name: Afterwards}");

        // Then
        assertThat(tenants.find(ACME)).map(Tenant::name).contains("Before");
        assertThat(tenants.find(ACME, tenant -> Optional.of(tenant.name()).filter("Afterwards"::equals)))
                .isPresent();
    }

    @Test
    void strangersMakeItLookAFewTimesASecondAndNoMore() throws IOException {
        // Given
        Tenants tenants = tenants();
        for (int i = 0; i < 100; i++) {
            assertThat(tenants.find(new TenantId("stranger-" + i))).isEmpty();
        }

        // When
        write("acme", "id: acme");

        // Then
        assertThat(tenants.find(ACME)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tenants.find(ACME)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {id: acme, nmae: x}                                          | "nmae"
                {id: acme, hosts: [{name: a, kind: ado, colour: red}]}       | "colour"
                {id: acme, hooks: [{name: a, kind: ado, host: b}]}           | needs at least one secret
                {id: Acme}                                                   | lower-case letters
                {id: other}                                                  | must be named after it
                {name: x}                                                    | id must be set
                {id: [                                                       | acme.yaml
                ~                                                            | it is empty
                # nothing                                                    | acme.yaml
                [a, b]                                                       | acme.yaml
                """)
    void keepsTheLastGoodEntryOfABrokenFileAndSaysWhatIsWrong(String broken, String says) throws IOException {
        // Given
        write("acme", "{id: acme, name: Good}");
        write("other", "id: other");
        Tenants tenants = tenants();
        assertThat(tenants.all()).hasSize(2);

        // When
        write("acme", broken);
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(tenants.find(ACME)).map(Tenant::name).contains("Good");
        assertThat(tenants.all()).hasSize(2);
        assertThat(said.lines).singleElement().asString().contains("acme.yaml").contains(says);
    }

    @Test
    void doesNotKnowATenantWhoseFileNeverWasGood() throws IOException {
        // Given
        write("acme", "{id: acme, nmae: x}");
        write("other", "id: other");

        // When
        Tenants tenants = tenants();

        // Then
        assertThat(tenants.find(ACME)).isEmpty();
        assertThat(tenants.all()).hasSize(1);
    }

    @Test
    void saysOnceThatAFileIsBrokenAndRecoversWhenItIsMended() throws IOException {
        // Given
        write("acme", "{id: acme, nmae: x}");
        Tenants tenants = tenants();
        for (int i = 0; i < 3; i++) {
            assertThat(tenants.find(ACME)).isEmpty();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(said.lines).hasSize(1);

        // When
        write("acme", "{id: acme, name: Mended}");

        // Then
        assertThat(tenants.find(ACME)).map(Tenant::name).contains("Mended");
    }

    @Test
    void givesTheSameListUntilAnEntryChanges() throws IOException {
        // Given
        write("acme", "id: acme");
        var tenants = new Tenants(folder, clock);
        List<Tenant> first = tenants.all();

        // When
        clock.advance(Duration.ofSeconds(2));
        List<Tenant> unchanged = tenants.all();
        write("acme", "id: acme\nname: Other");
        clock.advance(Duration.ofSeconds(2));
        List<Tenant> changed = tenants.all();

        // Then
        assertThat(unchanged).isSameAs(first);
        assertThat(changed).isNotSameAs(first).extracting(Tenant::name).containsExactly("Other");
    }

    @Test
    void keepsWhatItKnowsWhenTheFolderIsAway() throws IOException {
        // Given
        write("acme", "id: acme");
        Tenants tenants = tenants();
        assertThat(tenants.find(ACME)).isPresent();

        // When
        Files.delete(folder.resolve("acme.yaml"));
        Files.delete(folder);
        clock.advance(Duration.ofSeconds(1));

        // Then
        assertThat(tenants.find(ACME)).isPresent();
        assertThat(said.lines).singleElement().asString().contains("cannot be read");
        Files.createDirectory(folder);
    }

    private Tenants tenants() {
        return new Tenants(folder, clock);
    }

    private void write(String id, String yaml) throws IOException {
        Files.writeString(folder.resolve(id + ".yaml"), yaml);
    }

    /** Remembers what was logged. */
    private static final class Said extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final PatternFormatter message = new PatternFormatter("%s");

        @Override
        public void publish(LogRecord entry) {
            lines.add(message.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
