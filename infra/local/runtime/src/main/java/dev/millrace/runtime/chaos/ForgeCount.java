package dev.millrace.runtime.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.runtime.journey.TicketWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Counts in a forge's folder, in Git itself, what became of the tickets. For one use. */
final class ForgeCount {

    private static final String DOCS = "millrace/docs";
    private static final String OURS = TicketWriter.title(0).replace("0", "");
    private static final int MOST_COMMITS = 10_000;

    private final Findings findings;
    private int tickets;
    private int pullRequests;
    private int merged;
    private int documented;
    private int documents;

    private ForgeCount(Findings findings) {
        this.findings = findings;
    }

    /** @param data of a forge that does not run */
    static ForgeCount of(Path data, List<String> projects, int expected, Findings findings) throws IOException {
        var count = new ForgeCount(findings);
        try (Forge forge = Forge.start(ForgeSettings.in(data))) {
            Map<String, Long> titles = new HashMap<>();
            for (String name : projects) {
                count.project(forge, forge.core().projects().find(name).orElseThrow(), titles);
            }
            findings.expectOne("tickets", "work item", wanted(expected), titles);
        }
        return count;
    }

    private static List<String> wanted(int expected) {
        return IntStream.rangeClosed(1, expected).mapToObj(TicketWriter::title).toList();
    }

    int tickets() {
        return tickets;
    }

    int pullRequests() {
        return pullRequests;
    }

    int merged() {
        return merged;
    }

    int documented() {
        return documented;
    }

    int documents() {
        return documents;
    }

    private void project(Forge forge, Project project, Map<String, Long> titles) {
        Repo repo = forge.core().projects().repos(project).getFirst();
        GitRepo git = forge.core().projects().git(repo);
        List<PullRequest> pulls = forge.core().pulls().of(repo);
        String main = git.branch("main").orElseThrow();
        List<CommitNote> log = git.history().log(main, null, "", 0, MOST_COMMITS);
        String changelog = changelog(git, pulls, project);
        for (Ticket ticket : forge.core().tickets().all()) {
            String title = title(ticket);
            if (ticket.project() == project.number() && title.startsWith(OURS)) {
                titles.merge(title, 1L, Long::sum);
                tickets++;
                ticket(ticket, title, pulls, git, main, log);
                described(title, changelog);
            }
        }
    }

    private static String title(Ticket ticket) {
        JsonNode title = ticket.fields().get(Ticket.TITLE);
        return title == null ? "" : title.asText();
    }

    private void ticket(
            Ticket ticket, String title, List<PullRequest> pulls, GitRepo git, String main, List<CommitNote> log) {
        List<PullRequest> own = pulls.stream()
                .filter(pull -> pull.source().startsWith("millrace/" + ticket.number() + "-"))
                .toList();
        pullRequests += own.size();
        if (own.size() != 1) {
            findings.add(title + " (" + ticket.number() + ") has " + own.size() + " pull requests");
        }
        for (PullRequest pull : own) {
            if (pull.state() == PullRequest.State.MERGED) {
                merged++;
            } else {
                findings.add(title + " (" + ticket.number() + ") is not merged: its pull request is " + pull.state());
            }
        }
        long commits = log.stream()
                .filter(commit -> commit.message().contains("Ticket: ado/")
                        && commit.message()
                                .lines()
                                .anyMatch(line -> line.endsWith("/" + ticket.number()) && line.startsWith("Ticket: ")))
                .count();
        if (commits != 1 && !own.isEmpty()) {
            findings.add(title + " (" + ticket.number() + ") has " + commits + " merge commits");
        }
        int number = Integer.parseInt(title.replaceAll("\\D", ""));
        String text = git.file(main, TicketWriter.path(number))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElse("nothing");
        if (!text.equals(TicketWriter.text(number))) {
            findings.add(TicketWriter.path(number) + " on main says '" + text + "'");
        }
    }

    private String changelog(GitRepo git, List<PullRequest> pulls, Project project) {
        List<PullRequest> docs =
                pulls.stream().filter(pull -> pull.source().equals(DOCS)).toList();
        documents += docs.size();
        if (docs.size() > 1) {
            findings.add(project.name() + " has " + docs.size() + " pull requests of its documentation");
        }
        return git.branch(DOCS)
                .flatMap(head -> git.file(head, "CHANGELOG.md"))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private void described(String title, String changelog) {
        long lines = changelog
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT)
                        .matches(".*\\b" + title.toLowerCase(Locale.ROOT) + "\\b(?!\\d).*"))
                .count();
        if (lines == 1) {
            documented++;
        } else {
            findings.add("the changelog tells " + lines + " times of '" + title + "'");
        }
    }
}
