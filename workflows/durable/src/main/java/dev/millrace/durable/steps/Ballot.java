package dev.millrace.durable.steps;

import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.functions.Waiting;
import dev.millrace.durable.steps.Approve.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * An open question to people: waits for their decision, reminds by timers, and withdraws the question when it no longer
 * stands. A decision of people that crosses the expiry counts; silence never does.
 */
final class Ballot {

    private final Desk desk;
    private final Proposal proposal;
    private final ApprovalEvent.Opened opened;
    private final Queue<Reminder> reminders;

    Ballot(Desk desk, Proposal proposal, ApprovalEvent.Opened opened) {
        this.desk = desk;
        this.proposal = proposal;
        this.opened = opened;
        this.reminders = new ArrayDeque<>(reminders(opened));
    }

    private record Reminder(Instant at, int step) {}

    /** What happens next; everything but {@code Nothing} ends the ballot. */
    private sealed interface Event {

        record Decided(ApprovalEvent.Decided decided) implements Event {}

        record Changed(PullRequestEvent.Updated updated) implements Event {}

        record Reminded(List<String> waitingFor) implements Event {}
    }

    Outcome hold() {
        sayWho(opened.waitingFor());
        while (true) {
            Instant next = reminders.isEmpty()
                    ? opened.deadline()
                    : reminders.element().at();
            Optional<Event> event = listen().until(next);
            Optional<Outcome> end = event.isPresent() ? react(event.get()) : timeIsUp();
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Waiting<Event> listen() {
        return decision()
                .on(Stages.PULL_REQUEST, PullRequestEvent.Updated.class, Event.Changed::new)
                .on(
                        Stages.approval(opened.approval(), ApprovalEvent.Reminded.class),
                        ApprovalEvent.Reminded.class,
                        reminded -> new Event.Reminded(reminded.waitingFor()));
    }

    private Waiting<Event> decision() {
        return desk.functions()
                .<Event>await()
                .on(
                        Stages.approval(opened.approval(), ApprovalEvent.Decided.class),
                        ApprovalEvent.Decided.class,
                        Event.Decided::new);
    }

    private Optional<Outcome> react(Event event) {
        return switch (event) {
            case Event.Decided(ApprovalEvent.Decided decided) -> Optional.of(outcome(decided));
            case Event.Changed(PullRequestEvent.Updated updated) -> changed(updated);
            case Event.Reminded(List<String> waitingFor) -> {
                sayWho(waitingFor);
                yield Optional.empty();
            }
        };
    }

    private Optional<Outcome> timeIsUp() {
        Reminder reminder = reminders.poll();
        if (reminder != null) {
            desk.functions().tell(new ApprovalEvent.ReminderRequested(opened.approval(), reminder.step()));
            return Optional.empty();
        }
        return Optional.of(withdraw(
                ApprovalEvent.Outcome.EXPIRED,
                "nobody decided in time",
                stopped(Stop.Cause.EXPIRED, "nobody decided until " + Words.until(opened.deadline()))));
    }

    private Optional<Outcome> changed(PullRequestEvent.Updated updated) {
        return switch (updated.status()) {
            case OPEN ->
                proposal.isNews(updated.head())
                        ? Optional.of(withdraw(
                                ApprovalEvent.Outcome.VOID, "the branch has a new commit", new Outcome.Moved()))
                        : Optional.empty();
            case CLOSED ->
                Optional.of(withdraw(
                        ApprovalEvent.Outcome.WITHDRAWN,
                        "the pull request was closed",
                        stopped(Stop.Cause.WITHDRAWN, "somebody closed the pull request")));
            case MERGED ->
                Optional.of(withdraw(
                        ApprovalEvent.Outcome.WITHDRAWN, "the pull request was merged by hand", new Outcome.Merged()));
        };
    }

    /** @param otherwise what it comes to unless people decided before it was withdrawn */
    private Outcome withdraw(ApprovalEvent.Outcome outcome, String reason, Outcome otherwise) {
        desk.functions().tell(new ApprovalEvent.WithdrawRequested(opened.approval(), outcome, reason));
        Optional<Event> last =
                decision().until(desk.now().plus(desk.job().patience().reply()));
        boolean late = outcome == ApprovalEvent.Outcome.EXPIRED;
        return late && last.isPresent() && last.get() instanceof Event.Decided(var decided) && byPeople(decided)
                ? outcome(decided)
                : otherwise;
    }

    private static boolean byPeople(ApprovalEvent.Decided decided) {
        return switch (decided.outcome()) {
            case APPROVED, REJECTED -> true;
            case WITHDRAWN, VOID, EXPIRED -> false;
        };
    }

    private Outcome outcome(ApprovalEvent.Decided decided) {
        return switch (decided.outcome()) {
            case APPROVED ->
                decided.diff().equals(proposal.diff()) ? new Outcome.Approved(voters(decided)) : new Outcome.Moved();
            case VOID -> new Outcome.Moved();
            case REJECTED -> stopped(Stop.Cause.REJECTED, rejection(decided));
            case WITHDRAWN -> stopped(Stop.Cause.WITHDRAWN, "the question for approval was withdrawn");
            case EXPIRED -> stopped(Stop.Cause.EXPIRED, "nobody decided until " + Words.until(opened.deadline()));
        };
    }

    private static String rejection(ApprovalEvent.Decided decided) {
        String by = Words.names(decided.votes().stream()
                .filter(vote -> !vote.approves())
                .map(ApprovalEvent.Vote::by)
                .toList());
        return "rejected by " + by + (decided.comment() == null ? "" : ": " + decided.comment());
    }

    private static List<String> voters(ApprovalEvent.Decided decided) {
        return decided.votes().stream()
                .filter(ApprovalEvent.Vote::approves)
                .map(ApprovalEvent.Vote::by)
                .toList();
    }

    private void sayWho(List<String> waitingFor) {
        desk.say("waiting for approval by " + Words.names(waitingFor) + " until " + Words.until(opened.deadline()));
    }

    private static Outcome stopped(Stop.Cause cause, String reason) {
        return new Outcome.Stopped(new Stop(cause, reason));
    }

    private static List<Reminder> reminders(ApprovalEvent.Opened opened) {
        List<Reminder> reminders = new ArrayList<>();
        for (int step = 0; step < opened.escalations().size(); step++) {
            Instant at = opened.escalations().get(step).at();
            if (at.isBefore(opened.deadline())) {
                reminders.add(new Reminder(at, step));
            }
        }
        reminders.sort(Comparator.comparing(Reminder::at).thenComparingInt(Reminder::step));
        return reminders;
    }
}
