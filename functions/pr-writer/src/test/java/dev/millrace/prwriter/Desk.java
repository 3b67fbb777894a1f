package dev.millrace.prwriter;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.forge.Forge;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** A tenant whose project lies in a forge, seen as Azure DevOps; a fresh project for each test. */
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "pr-writer"))
@SuppressWarnings("NullAway.Init") // set before each test
abstract class Desk {

    static final TenantId TENANT = new TenantId("acme");
    private static final String TICKET = "The pear is too dear";

    Folders folders;

    @Inject
    Contents contents;

    @Inject
    ObjectMapper json;

    final Forge forge = SharedForge.get();
    CodeHost host;
    RepositoryRef repository;
    TicketRef ticket;
    private static int projects;

    @BeforeEach
    void sowProject() throws IOException {
        String name = "shop" + ++projects;
        String token = forge.token(Forge.CARETAKER);
        Files.writeString(folders.secrets().resolve("acme-ado"), token);
        Files.writeString(
                folders.tenants().resolve("acme.yaml"), """
                id: acme
                hosts:
                  - {name: ado, kind: ado, url: "%s", token: acme-ado}
                  - {name: mute, kind: ado, url: "%1$s"}
                  - {name: hub, kind: github, url: "%2$s", token: acme-ado, projects: [%3$s]}
                  - {name: narrow, kind: ado, url: "%1$s", token: acme-ado, projects: [elsewhere]}
                """.formatted(forge.ado(), forge.github(), everyPath()));
        new Seed(forge.core()).sow(name);
        repository = new RepositoryRef("ado", name, name);
        long project = forge.core().projects().find(name).orElseThrow().number();
        ticket = forge.core().tickets().all().stream()
                .filter(each -> each.project() == project && each.title().equals(TICKET))
                .map(each -> new TicketRef("ado", name, Long.toString(each.number())))
                .findFirst()
                .orElseThrow();
        host = new CodeHosts(Patience.DEFAULT, Timing.REAL)
                .open(
                        new HostBinding("ado", HookKind.ADO, forge.ado(), List.of()),
                        CodeHosts.token(HookKind.ADO, token));
    }

    /** Of all tests alike, as the function looks at the registry once a second only. */
    private static String everyPath() {
        return IntStream.rangeClosed(1, 99)
                .mapToObj(i -> "shop" + i + "/shop" + i)
                .collect(Collectors.joining(", "));
    }

    static EditSet.Edit write(String path, String text) {
        return new EditSet.Edit(EditSet.Action.WRITE, path, text, null);
    }

    ContentRef kept(EditSet.Edit... edits) {
        return contents.keepDocument(TENANT, new EditSet(Arrays.asList(edits)));
    }

    String main() {
        return host.repositories().head(repository, "main").orElseThrow();
    }

    /** A commit behind the function's back. */
    String committed(String branch, String path, byte[] bytes) {
        var core = forge.core();
        var project = core.projects().find(repository.project()).orElseThrow();
        core.pushes()
                .commit(
                        core.projects().repo(project, repository.name()).orElseThrow(),
                        branch,
                        Optional.empty(),
                        Optional.of(main()),
                        List.of(NewCommit.of("behind the back", List.of(new Edit.Put(path, bytes)))),
                        core.people().join("ada"));
        return host.repositories().head(repository, branch).orElseThrow();
    }

    DraftEvent.Requested draft(EditSet.Edit... edits) {
        return new DraftEvent.Requested(
                ticket,
                repository,
                "refs/heads/main",
                main(),
                "millrace/1-abc",
                "Make the pear cheaper",
                contents.keep(TENANT, "## Plan\n\nLower the price."),
                kept(edits),
                List.of("millrace"),
                false,
                new DraftEvent.Provenance("gpt-5", Digest.of("prompt"), "EUR 0.0420"));
    }

    DraftEvent.Opened opened(EditSet.Edit... edits) {
        return reply(deliver(draft(edits)), DraftEvent.Opened.class);
    }

    Response deliver(Payload command) {
        return deliver(UUID.randomUUID().toString(), command);
    }

    Response deliver(String id, Payload command) {
        try {
            return given().contentType("application/json")
                    .header("ce-specversion", "1.0")
                    .header("ce-id", id)
                    .header("ce-source", "/workflows/test")
                    .header("ce-type", Catalogue.typeOf(command.getClass()))
                    .header("ce-time", "2026-11-23T10:00:00Z")
                    .header("ce-tenant", TENANT.value())
                    .header("ce-correlationid", ticket.toString())
                    .header("ce-instanceid", "instance-1")
                    .body(json.writeValueAsString(command).getBytes(StandardCharsets.UTF_8))
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
