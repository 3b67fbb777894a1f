package dev.millrace.codehosts.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.PullRequests.Proposal;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.forge.Forge;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Pushed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A project of its own in the forge with its repository of the same name, and an adapter that sees it.
 *
 * @param ticketProject what a ticket's project is on this host
 */
public record Scene(Forge forge, CodeHost host, Project project, Repo repo, RepositoryRef ref, String ticketProject) {

    /** The branch that is there from the start. */
    public static final String MAIN = "main";

    /** At least one approval before a merge, and no push. */
    private static final String MINIMUM_REVIEWERS = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";

    public Person caretaker() {
        return forge.core().people().join(Forge.CARETAKER);
    }

    /** A commit behind the adapter's back. */
    public String committed(String branch, Edit... edits) {
        Pushed pushed = forge.core()
                .pushes()
                .commit(
                        repo,
                        branch,
                        Optional.empty(),
                        forge.core().projects().git(repo).branch(MAIN),
                        List.of(NewCommit.of("behind the back", List.of(edits))),
                        caretaker());
        if (pushed instanceof Pushed.Done(var push, String commit)) {
            return commit;
        }
        throw new IllegalStateException(pushed.toString());
    }

    public static Edit put(String path, String text) {
        return new Edit.Put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public String main() {
        return host.repositories().head(ref, MAIN).orElseThrow();
    }

    public String push(String branch, EditSet.Edit... edits) {
        Optional<String> head = host.repositories().head(ref, branch);
        return host.repositories()
                .push(
                        ref,
                        new Push(
                                branch,
                                head.orElseGet(this::main),
                                head.isEmpty(),
                                "feat: " + branch,
                                null,
                                new EditSet(Arrays.asList(edits))));
    }

    public static EditSet.Edit write(String path, String text) {
        return new EditSet.Edit(EditSet.Action.WRITE, path, text, null);
    }

    public static EditSet.Edit delete(String path) {
        return new EditSet.Edit(EditSet.Action.DELETE, path, null, null);
    }

    public String text(String commit, String path) {
        return new String(host.repositories().file(ref, commit, path), StandardCharsets.UTF_8);
    }

    /** A draft of a branch that brings one file named after it. */
    public PullRequest draft(String branch) {
        push(branch, write(branch + ".txt", "of " + branch + "\n"));
        return host.pullRequests().create(ref, proposal(branch));
    }

    public Proposal proposal(String branch) {
        return new Proposal(branch, MAIN, "Sell " + branch, "For 25.", List.of("millrace"), List.of(firstTicket()));
    }

    /** "The pear is too dear", tagged {@code millrace}. */
    public TicketRef firstTicket() {
        return forge.core().tickets().all().stream()
                .filter(ticket -> ticket.project() == project.number())
                .map(ticket -> new TicketRef(ref.host(), ticketProject, Long.toString(ticket.number())))
                .findFirst()
                .orElseThrow();
    }

    /** Demands a reviewer for the main branch. */
    public void protectMain() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("minimumApproverCount", 1);
        settings.putArray("scope")
                .addObject()
                .put("refName", "refs/heads/" + MAIN)
                .put("matchKind", "Exact")
                .putNull("repositoryId");
        forge.core().policies().create(project, MINIMUM_REVIEWERS, true, true, settings, caretaker());
    }
}
