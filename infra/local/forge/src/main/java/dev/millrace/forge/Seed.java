package dev.millrace.forge;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A first project to try things with: a small repository with a pipeline and owners, two tickets, two reviewers. */
public final class Seed {

    private static final String README = """
            # Shop

            A small shop. `./check.sh` tests it.
            """;
    private static final String CHECK = """
            #!/bin/sh
            # Every price is a number.
            ! grep -vE '^[a-z]+ [0-9]+$' prices.txt
            """;
    private static final String PRICES = """
            apple 30
            pear 45
            """;
    private static final String PIPELINE = """
            trigger: none
            steps:
              - script: sh ./check.sh
                displayName: Check the prices
            """;
    private static final String OWNERS = """
            *            @ada
            /prices.txt  @grace
            """;

    private final Core core;

    public Seed(Core core) {
        this.core = core;
    }

    /** Makes the project unless there is one of that name. */
    public void sow(String name) {
        if (core.projects().find(name).isPresent()) {
            return;
        }
        Person by = core.people().join(Forge.CARETAKER);
        Project project = plant(
                name,
                "A project to try things with",
                "feat: a small shop",
                List.of(
                        add("README.md", README),
                        add("check.sh", CHECK),
                        new Edit.Executable("check.sh", true),
                        add("prices.txt", PRICES),
                        add("azure-pipelines.yml", PIPELINE),
                        add("CODEOWNERS", OWNERS)));
        ticket(project, "Bug", "The pear is too dear", "It should cost 40.", by);
        ticket(project, "User Story", "Sell plums", "For 25, please.", by);
    }

    /** A project of one repository with one commit, and its people: the caretaker, Ada and Grace. */
    Project plant(String name, String description, String message, List<Edit> edits) {
        Person by = core.people().join(Forge.CARETAKER);
        core.people().join("ada");
        core.people().join("grace");
        Project project = core.projects().create(name, description);
        Repo repo = core.projects().createRepo(project, name).orElseThrow();
        core.pushes()
                .commit(
                        repo,
                        "main",
                        Optional.of(GitRepo.NONE),
                        Optional.empty(),
                        List.of(NewCommit.of(message, edits)),
                        by);
        return project;
    }

    private static Edit add(String path, String text) {
        return new Edit.Add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void ticket(Project project, String type, String title, String description, Person by) {
        TicketEdit edit = TicketEdit.nothing()
                .with(Ticket.TITLE, title)
                .with(Ticket.DESCRIPTION, description)
                .with(Ticket.TAGS, TextNode.valueOf("millrace"));
        core.tickets().create(project, 0, type, edit, by);
    }
}
