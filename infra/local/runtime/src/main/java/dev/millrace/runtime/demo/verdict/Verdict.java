package dev.millrace.runtime.demo.verdict;

import dev.millrace.runtime.demo.show.Show;
import dev.millrace.runtime.demo.story.Crew;
import dev.millrace.runtime.demo.story.Ending;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.verdict.Witness.Pull;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks where the result lies: at the host by Git and with Ada's eyes, in the ledger, and in the audit log. What follows
 * the work within seconds is waited for.
 */
public final class Verdict {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final String DOCS = "millrace/docs";
    private static final int SHOWN = 3;

    private final Witness witness;
    private final Books books;
    private final Platform platform;
    private final Path folder;
    private final Show show;

    /** @param folder for exports of the audit log */
    public Verdict(Witness witness, Books books, Platform platform, Path folder, Show show) {
        this.witness = witness;
        this.books = books;
        this.platform = platform;
        this.folder = folder;
        this.show = show;
    }

    /** @param scales how many instances each function may have */
    public List<Check> on(List<Journey> journeys, Crew crew, Map<String, Integer> scales)
            throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(ended(journeys));
        try (GitCopy git = witness.git()) {
            checks.add(onMain(git, journeys));
            checks.addAll(pulls(git, journeys));
        }
        checks.add(told(journeys));
        checks.add(patiently("the ledger's sums agree", () -> ledger(journeys)));
        checks.add(patiently("admission and ledger agree to the nano", this::reconciled));
        checks.add(patiently("the audit log is intact and holds every event of it", () -> audited(journeys)));
        checks.add(scales(crew, scales));
        return checks;
    }

    private static Check ended(List<Journey> journeys) {
        List<String> others = journeys.stream()
                .filter(journey -> journey.ending().filter(Ending::merged).isEmpty())
                .map(journey -> journey.ticket() + " "
                        + journey.ending()
                                .map(Ending::sentence)
                                .orElse("is " + journey.stage().word()))
                .toList();
        return check("each workflow ended with a merge", others, journeys.size() + " of " + journeys.size());
    }

    private static Check onMain(GitCopy git, List<Journey> journeys) throws IOException {
        Map<String, String> prices = git.files("main", "prices/");
        List<String> missing = journeys.stream()
                .map(Journey::ware)
                .filter(ware -> !ware.price()
                        .equals(prices.getOrDefault(ware.path(), "").strip()))
                .map(ware -> ware.path() + " is '" + prices.getOrDefault(ware.path(), "not there") + "'")
                .toList();
        return check(
                "Git has the change on main",
                missing,
                journeys.size() == 1
                        ? journeys.getFirst().ware().path() + " is "
                                + journeys.getFirst().ware().price()
                        : journeys.size() + " changes");
    }

    private List<Check> pulls(GitCopy git, List<Journey> journeys) throws IOException, InterruptedException {
        List<Pull> pulls = witness.pulls();
        List<String> wrong = new ArrayList<>();
        for (Journey journey : journeys) {
            List<Pull> own =
                    pulls.stream().filter(pull -> pull.isOf(journey.number())).toList();
            if (own.size() != 1 || !own.getFirst().status().equals("completed")) {
                wrong.add(journey.ticket() + " has " + own);
            }
        }
        List<Pull> open = pulls.stream()
                .filter(Pull::isChangelog)
                .filter(pull -> pull.status().equals("active"))
                .toList();
        String changelog = git.file(DOCS, "CHANGELOG.md").orElse("");
        List<String> unsaid = new ArrayList<>();
        if (open.size() != 1) {
            unsaid.add(open.size() + " pull requests of " + DOCS + " are open");
        }
        journeys.stream()
                .map(journey -> journey.ware().title())
                .filter(title -> !changelog.contains(title))
                .forEach(title -> unsaid.add("the changelog does not say '" + title + "'"));
        return List.of(
                check(
                        "each ticket has exactly one pull request, and it is merged",
                        wrong,
                        String.valueOf(journeys.size())),
                check(
                        "one pull request brings the changelog",
                        unsaid,
                        open.isEmpty() ? "" : "number " + open.getFirst().number()));
    }

    private Check told(List<Journey> journeys) throws IOException, InterruptedException {
        List<String> silent = new ArrayList<>();
        for (Journey journey : journeys) {
            List<String> comments = witness.comments(journey.number());
            if (comments.stream().noneMatch(text -> text.contains("Planning cost"))) {
                silent.add(journey.ticket() + " has no plan with a quote");
            }
            if (comments.stream().noneMatch(text -> text.contains("Merged as") && text.contains("Models cost"))) {
                silent.add(journey.ticket() + " was not told that it was merged and what it cost");
            }
        }
        return check("each ticket has its plan, its quote and its cost", silent, "");
    }

    private Check ledger(List<Journey> journeys) throws IOException, InterruptedException {
        List<Long> totals = books.totals();
        Map<String, Long> tickets = books.byTicket();
        List<String> wrong = new ArrayList<>();
        if (totals.size() != 1) {
            wrong.add("by tenant, function and day they are "
                    + totals.stream().map(Show::amount).toList());
        }
        journeys.stream()
                .map(journey -> journey.ticket().toString())
                .filter(ticket -> tickets.getOrDefault(ticket, 0L) <= 0)
                .forEach(ticket -> wrong.add("nothing is booked for " + ticket));
        long ofTickets = tickets.values().stream().mapToLong(Long::longValue).sum();
        return check(
                "the ledger's sums agree",
                wrong,
                "USD " + Show.amount(totals.isEmpty() ? 0 : totals.getFirst()) + ", of which tickets "
                        + Show.amount(ofTickets));
    }

    private Check reconciled() throws IOException, InterruptedException {
        long difference = books.difference();
        return new Check(
                "admission and ledger agree to the nano", difference == 0, "difference " + Show.amount(difference));
    }

    private Check audited(List<Journey> journeys) throws IOException, InterruptedException {
        Path file = folder.resolve("audit-" + Instant.now().toEpochMilli() + ".jsonl");
        AuditProof proof = AuditProof.of(platform, file);
        Set<String> missing = new HashSet<>();
        journeys.forEach(journey -> missing.addAll(journey.heard()));
        int events = missing.size();
        missing.removeAll(proof.events());
        boolean holds = proof.isIntact() && missing.isEmpty();
        return new Check(
                "the audit log is intact and holds every event of it",
                holds,
                proof.verification().sentence() + " "
                        + (missing.isEmpty()
                                ? "All " + events + " events are in it."
                                : missing.size() + " of " + events + " events are missing: " + few(missing))
                        + " Export: " + file);
    }

    private static Check scales(Crew crew, Map<String, Integer> scales) {
        List<String> above = crew.members().stream()
                .filter(member -> member.most() > scales.getOrDefault(member.service(), Integer.MAX_VALUE))
                .map(member -> member.service() + " had " + member.most())
                .toList();
        return check("no function had more instances than its max scale", above, "");
    }

    @FunctionalInterface
    private interface Question {
        Check answer() throws IOException, InterruptedException;
    }

    private Check patiently(String what, Question question) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Check check = question.answer();
        while (!check.holds() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            show.busy("waiting until " + what, Duration.ofNanos(System.nanoTime() - begun));
            Thread.sleep(LOOK);
            check = question.answer();
        }
        return check;
    }

    private static Check check(String what, List<String> wrong, String found) {
        return new Check(what, wrong.isEmpty(), wrong.isEmpty() ? found : few(wrong));
    }

    private static String few(Iterable<String> all) {
        List<String> few = new ArrayList<>();
        int more = 0;
        for (String each : all) {
            if (few.size() < SHOWN) {
                few.add(each);
            } else {
                more++;
            }
        }
        return String.join("; ", few) + (more == 0 ? "" : " and " + more + " more");
    }
}
