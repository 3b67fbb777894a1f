package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.project.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong is said in one sentence, and nothing is written. */
class ConnectTroubleTest {

    @TempDir
    private Path folder;

    private ForgeSite site;

    @BeforeEach
    void open() throws IOException {
        site = ForgeSite.open(folder, HookKind.GITHUB);
    }

    @AfterEach
    void close() throws IOException {
        site.close();
    }

    @Test
    void aWrongTokenIsRefused() throws IOException {
        // Given
        site.tokenIs("wrong-token");

        // When
        int code = site.connect("--once");

        // Then
        refused(code, 4);
        assertThat(site.out()).contains("✗", "token", "401", "make a new token").doesNotContain("wrong-token");
    }

    @Test
    void aMissingProjectSaysWhatToCheck() {
        // When
        int code = site.connect("--once", "--project", "shop/elsewhere");

        // Then
        refused(code, 4);
        assertThat(site.out())
                .contains("✗ shop/elsewhere", "404", "check owner/name")
                .contains("✓ shop/shop");
    }

    @Test
    void anEmptyRepositoryHasNoDefaultBranch() {
        // Given
        Project project = site.forge().core().projects().find("shop").orElseThrow();
        assertThat(site.forge().core().projects().createRepo(project, "empty")).isPresent();

        // When
        int code = site.connect("--once", "--project", "shop/empty");

        // Then
        refused(code, 4);
        assertThat(site.out()).contains("the repository is empty", "push a first commit");
    }

    @Test
    void aHostThatDoesNotExistIsSaid() {
        // When
        int code = site.connectWith(
                List.of("--once", "--tenant", "acme", "--project", "a/b", "--url", "https://no-such-host.invalid"));

        // Then
        refused(code, 1);
        assertThat(site.err()).contains("no-such-host.invalid", "there is no such host");
    }

    @Test
    void aPortWhereNobodyAnswersIsSaid() throws IOException {
        // Given
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        // When
        int code = site.connectWith(
                List.of("--once", "--tenant", "acme", "--project", "a/b", "--url", "http://127.0.0.1:" + port));

        // Then
        refused(code, 1);
        assertThat(site.err()).contains("no connection");
    }

    @Test
    void whatTheCommandLineLacksIsSaid() {
        refused(site.connectWith(List.of("--once", "--tenant", "acme")), 2);
        assertThat(site.err()).contains("--project");
        refused(site.connect("--once", "--interval", "PT0.1S"), 2);
        assertThat(site.err()).contains("--interval");
        refused(site.connectWith(List.of("--once", "--project", "a/b", "--tenant", "../acme")), 1);
        refused(site.connect("--once", "--host", "Git Hub"), 1);
        refused(site.connect("--public-url", "millrace.example.com"), 2);
        refused(site.connect("--once", "--repository", "shop"), 1);
    }

    @Test
    void aTokenThatCannotBeOneIsNotSent() throws IOException {
        for (String rubbish : List.of("", "two words", "zwölf", "a\r\nX-Evil: 1")) {
            // Given
            site.tokenIs(rubbish);

            // When
            int code = site.connect("--once");

            // Then
            refused(code, 1);
            assertThat(site.err()).contains("token");
        }
    }

    @Test
    void onlyOneProcessPolls() throws IOException {
        // Given
        try (var platform = new FakePlatform().runsIn(site.data())) {
            site.connect("--once");
            var connections = new Connections(site.data());
            try (var held = connections.lock(connections.find("acme-github").orElseThrow())) {
                assertThat(held).isNotNull();

                // When
                int code = site.connect("--once");

                // Then
                assertThat(code).isEqualTo(1);
                assertThat(site.err()).contains("in use by process");
                assertThat(site.connections("remove", "acme-github")).isEqualTo(1);
                assertThat(platform.posts()).isEmpty();
            }
        }
    }

    @Test
    void aDamagedEntryIsLeftAlone() throws IOException {
        // Given
        Path entry = site.tenants().resolve("acme.yaml");
        Files.createDirectories(site.tenants());
        Files.writeString(entry, "id: acme\nhosts: 7\n");

        // When
        int code = site.connect("--once");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(site.err()).contains("acme.yaml is not valid");
        assertThat(entry).hasContent("id: acme\nhosts: 7\n");
    }

    @Test
    void whatIsNotConnectedCannotBeRemoved() {
        assertThat(site.connections("remove", "acme-github")).isEqualTo(1);
        assertThat(site.connections("remove", "../../forge")).isEqualTo(1);
        assertThat(site.err()).contains("connect list");
    }

    private void refused(int code, int expected) {
        assertThat(code).as(site.out() + site.err()).isEqualTo(expected);
        assertThat(site.err().lines()).hasSize(1).allMatch(line -> line.startsWith("millrace: "));
        assertThat(site.tenants()).doesNotExist();
        assertThat(site.data().resolve("secrets/host-tokens")).doesNotExist();
        assertThat(new Connections(site.data()).all()).isEmpty();
    }
}
