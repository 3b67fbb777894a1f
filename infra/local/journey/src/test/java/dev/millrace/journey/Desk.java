package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.TillSeed;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.TicketOutcome;
import dev.millrace.runtime.journey.TicketDesk;
import dev.millrace.runtime.journey.access.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tenant of the works with a project of the same name, whose hooks come straight to the platform. Ada writes, Grace decides. */
final class Desk {

    static final TextNode TAG = TextNode.valueOf("millrace");
    static final String OPENED = "dev.millrace.approval.opened.v1";
    static final String DOCUMENTED = "dev.millrace.docs.proposed.v1";
    static final String ABANDONED = "dev.millrace.pullrequest.abandoned.v1";

    private static final Duration UNTIL_READ = Duration.ofMillis(1_100);
    private static final String TEAM = """
            people:
              - {id: grace, name: Grace, email: grace@millrace.test}
              - {id: ada, name: Ada, email: ada@millrace.test}
              - {id: cy, name: Cy, email: cy@millrace.test}
            """;
    private static final String POLICY = "approvals: {approvers: [ada, grace]}\n";

    private final Works works;
    private final String tenant;

    private Desk(Works works, String tenant) {
        this.works = works;
        this.tenant = tenant;
    }

    /** With the usual policy: somebody else than the author approves. */
    static Desk open(Works works, String tenant) {
        return open(works, tenant, POLICY);
    }

    /** @param policy YAML of the directory's approvals */
    static Desk open(Works works, String tenant, String policy) {
        var desk = new Desk(works, tenant);
        desk.settle(policy);
        desk.connect("--public-url", works.house().gateway().toString());
        return desk;
    }

    /** One whose host does not reach the platform: somebody has to bring what happens there. */
    static Desk polled(Works works, String tenant) {
        var desk = new Desk(works, tenant);
        desk.settle(POLICY);
        return desk;
    }

    /** Brings what has happened at the host. */
    void bring() {
        connect("--once");
    }

    void bringUntil(String type) {
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            bring();
            assertThat(ids(type)).isNotEmpty();
        });
    }

    /** Functions that run see a change of what they know at most a second after it was written. */
    void awaitRegistry() {
        Path entry = works.house().tenants().resolve(tenant + ".yaml");
        await().atMost(LONG)
                .until(() -> Files.getLastModifiedTime(entry)
                        .toInstant()
                        .plus(UNTIL_READ)
                        .isBefore(Instant.now()));
    }

    private void settle(String policy) {
        new TillSeed(works.forge().core()).sow(tenant);
        policy(policy);
    }

    private void connect(String... how) {
        List<String> command = new ArrayList<>(List.of("connect", "ado", "--tenant", tenant, "--project", tenant));
        command.addAll(List.of("--url", works.forge().ado().toString()));
        command.addAll(List.of("--token-file", works.token().toString()));
        command.addAll(List.of("--tenants", works.house().tenants().toString()));
        command.addAll(List.of(how));
        works.run(command.toArray(String[]::new));
    }

    private void policy(String policy) {
        Path folder = works.house().tenants().resolveSibling("directory");
        try {
            Files.writeString(Files.createDirectories(folder).resolve(tenant + ".yaml"), TEAM + policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String tenant() {
        return tenant;
    }

    /** What the stand-in understands as: sell quinces at this price. */
    static String sell(String price) {
        return "Create file prices/quince with \"" + price + "\".";
    }

    /** Ada files a ticket that asks for work. */
    long ticket(String description) {
        var shop = new Shop(HookKind.ADO, works.forge().base(), tenant);
        try {
            return new TicketDesk(works.door(tenant), shop).file("Sell quinces", description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static TicketEdit untagged(String description) {
        return TicketEdit.nothing().with(Ticket.TITLE, "Sell quinces").with(Ticket.DESCRIPTION, description);
    }

    static long number(TicketOutcome outcome) {
        assertThat(outcome).isInstanceOf(TicketOutcome.Saved.class);
        return ((TicketOutcome.Saved) outcome).after().number();
    }

    Project project() {
        return works.forge().core().projects().find(tenant).orElseThrow();
    }

    Person person(String login) {
        return works.forge().core().people().join(login);
    }

    List<PullRequest> pulls() {
        return works.forge().core().pulls().of(repo());
    }

    Repo repo() {
        return works.forge().core().projects().repo(project(), tenant).orElseThrow();
    }

    GitRepo git() {
        return works.forge().core().projects().git(repo());
    }

    Optional<String> file(String branch, String path) {
        String head = git().branch(branch).orElseThrow();
        return git().file(head, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    /** Somebody adds a file to a branch. */
    void push(String branch, String path, String text) {
        var edit = new Edit.Add(path, text.getBytes(StandardCharsets.UTF_8));
        works.forge()
                .core()
                .pushes()
                .commit(
                        repo(),
                        branch,
                        git().branch(branch),
                        Optional.empty(),
                        List.of(NewCommit.of("fix: by hand", List.of(edit))),
                        person("ada"));
    }

    /** What is written on a ticket, in one text. */
    String comments(long ticket) {
        StringBuilder all = new StringBuilder();
        works.forge()
                .core()
                .conversations()
                .about(ticket)
                .forEach(talk -> talk.comments()
                        .forEach(comment -> all.append(comment.text()).append('\n')));
        return all.toString();
    }

    void awaitComment(long ticket, String words) {
        await().atMost(LONG).untilAsserted(() -> assertThat(comments(ticket)).contains(words));
    }

    /** The question that is open, once it is. */
    String question() {
        return await().atMost(LONG)
                .until(
                        () -> works.json("approvals", "list", "--tenant", tenant, "--json")
                                .at("/items/0/id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    void approve(String question, String person) {
        works.run("approvals", "approve", question, "--as", person);
    }

    void reject(String question, String person, String comment) {
        works.run("approvals", "reject", question, "--as", person, "--comment", comment);
    }

    String state(String question) {
        return works.json("approvals", "show", question, "--json")
                .at("/approval/state")
                .asText();
    }

    List<String> ids(String type) {
        return Works.ids(works.events(tenant, type));
    }

    void awaitEvents(String type, int count) {
        works.awaitEvents(tenant, type, count);
    }
}
