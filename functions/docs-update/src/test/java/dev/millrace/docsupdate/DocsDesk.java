package dev.millrace.docsupdate;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.PullRequests.Proposal;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent.Merged;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.platform.tenancy.Tenants;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A tenant whose project lies in a forge of its own, seen as one kind of host; a fresh project for each test. */
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "docs-update"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class DocsDesk {

    static final String BRANCH = "millrace/docs";
    static final String MAIN = "main";
    static final String CHANGELOG = "CHANGELOG.md";

    private final HookKind kind;

    Folders folders;

    @Inject
    ObjectMapper json;

    @Inject
    Tenants tenants;

    Forge forge;
    CodeHost host;
    RepositoryRef repository;
    private String tenant = "";
    private int projects;

    DocsDesk(HookKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void startForge(@TempDir Path data) throws IOException {
        forge = Forge.start(ForgeSettings.in(data));
    }

    @AfterAll
    void stopForge() throws IOException {
        forge.close();
    }

    @BeforeEach
    void sowProject() throws IOException {
        URI url = kind == HookKind.ADO ? forge.ado() : forge.github();
        String token = forge.token(Forge.CARETAKER);
        Files.writeString(folders.secrets().resolve("acme-" + lower(kind)), token);
        register("acme" + lower(kind), "");
        String name = "shop" + ++projects;
        new Seed(forge.core()).sow(name);
        repository = new RepositoryRef("code", name, name);
        host = new CodeHosts(Patience.DEFAULT, Timing.REAL)
                .open(new HostBinding("code", kind, url, List.of()), CodeHosts.token(kind, token));
    }

    /**
     * Works for a tenant from now on, once the function knows it: the registry is read anew only after a while.
     *
     * @param more of the registry entry
     */
    void register(String id, String more) throws IOException {
        URI url = kind == HookKind.ADO ? forge.ado() : forge.github();
        Files.writeString(folders.tenants().resolve(id + ".yaml"), """
                id: %s
                hosts:
                  - {name: code, kind: %s, url: "%s", token: acme-%2$s}
                  - {name: mute, kind: %2$s, url: "%3$s"}
                %s
                """.formatted(id, lower(kind), url, more));
        tenant = id;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tenants.find(new TenantId(id)).isPresent());
    }

    private static String lower(HookKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Repo repo() {
        var project = forge.core().projects().find(repository.project()).orElseThrow();
        return forge.core().projects().repo(project, repository.name()).orElseThrow();
    }

    /** A commit behind the function's back. */
    String committed(String branch, String message, String path, String text) {
        forge.core()
                .pushes()
                .commit(
                        repo(),
                        branch,
                        Optional.empty(),
                        Optional.of(head(MAIN)),
                        List.of(NewCommit.of(
                                message, List.of(new Edit.Put(path, text.getBytes(StandardCharsets.UTF_8))))),
                        forge.core().people().join("ada"));
        return head(branch);
    }

    String head(String branch) {
        return host.repositories().head(repository, branch).orElseThrow();
    }

    void tag(String name) {
        forge.core().projects().git(repo()).move("refs/tags/" + name, GitRepo.NONE, head(MAIN));
    }

    String text(String branch, String path) {
        return new String(host.repositories().file(repository, head(branch), path), StandardCharsets.UTF_8);
    }

    List<PullRequest> open() {
        return host.pullRequests().open(repository);
    }

    /** A merged pull request of some commits. */
    Merged merged(String branch, String description, String... messages) {
        for (int i = 0; i < messages.length; i++) {
            committed(branch, messages[i], branch + i + ".txt", branch);
        }
        PullRequest pull = host.pullRequests()
                .create(repository, new Proposal(branch, MAIN, "Change " + branch, description, List.of(), List.of()));
        return merged(pull.ref());
    }

    Merged merged(PullRequestRef ref) {
        host.pullRequests().markReady(ref);
        PullRequest pull = host.pullRequests().read(ref);
        String commit = host.pullRequests().merge(ref, pull.head(), "Merge " + pull.source());
        return new Merged(ref, "refs/heads/main", pull.head(), commit, pull.url());
    }

    DocsEvent.Proposed proposed(Merged merged) {
        return reply(deliver(merged), DocsEvent.Proposed.class);
    }

    String skipped(Merged merged) {
        return reply(deliver(merged), DocsEvent.Skipped.class).reason();
    }

    Response deliver(Payload fact) {
        return deliver(UUID.randomUUID().toString(), fact);
    }

    Response deliver(String id, Payload fact) {
        try {
            return given().contentType("application/json")
                    .headers(Map.of(
                            "ce-specversion", "1.0",
                            "ce-id", id,
                            "ce-source", "/functions/pr-writer",
                            "ce-type", Catalogue.typeOf(fact.getClass()),
                            "ce-time", "2026-11-23T10:00:00Z",
                            "ce-tenant", new TenantId(tenant).value(),
                            "ce-correlationid", "code/shop/1",
                            "ce-instanceid", "instance-1"))
                    .body(json.writeValueAsString(fact).getBytes(StandardCharsets.UTF_8))
                    .post("/");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    <T extends Payload> T reply(Response response, Class<T> type) {
        response.then().statusCode(200).header("ce-type", Catalogue.typeOf(type));
        try {
            return json.readValue(response.body().asByteArray(), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
