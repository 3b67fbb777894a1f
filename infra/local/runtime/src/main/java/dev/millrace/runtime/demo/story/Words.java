package dev.millrace.runtime.demo.story;

import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.TicketEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events in a few words for people. */
final class Words {

    private static final int COMMIT = 8;

    private Words() {}

    /** What happened, or what is being done; empty for what people need not see. */
    static Optional<String> of(Payload payload) {
        return switch (payload) {
            case TicketEvent.Opened opened -> Optional.of("hook taken: " + opened.title());
            case TicketEvent.Reopened reopened -> Optional.of("hook taken: opened again");
            case ContextEvent context -> Optional.of(context(context));
            case CompletionEvent completion -> Optional.of(completion(completion));
            case CommentEvent comment -> Optional.of(comment(comment));
            case DraftEvent draft -> draft(draft);
            case BuildEvent build -> Optional.of(build(build));
            case CommitEvent commit -> Optional.of(commit(commit));
            case ApprovalEvent approval -> approval(approval);
            case MergeEvent merge -> merge(merge);
            case PullRequestEvent pull -> pull(pull);
            case DocsEvent docs -> Optional.of(docs(docs));
            case DeadLetterEvent.CommandFailed failed ->
                Optional.of("dead letter: " + failed.handler() + " did not take " + failed.type());
            default -> Optional.empty();
        };
    }

    private static String context(ContextEvent event) {
        return switch (event) {
            case ContextEvent.Requested asked -> "reading the ticket and its repository";
            case ContextEvent.Collected collected -> "ticket and repository read: " + collected.files() + " files";
            case ContextEvent.Refused refused -> refused("the work cannot begin", refused.reason(), refused.detail());
        };
    }

    private static String completion(CompletionEvent event) {
        String purpose = event.purpose();
        return switch (event) {
            case CompletionEvent.Requested asked -> "asking " + asked.model() + " for the " + purpose;
            case CompletionEvent.Finished done ->
                purpose + " by " + done.model() + ": " + (done.inputTokens() + done.outputTokens()) + " tokens";
            case CompletionEvent.Refused refused -> "no " + purpose + ": " + refused.detail();
        };
    }

    private static String comment(CommentEvent event) {
        return switch (event) {
            case CommentEvent.Requested asked -> "writing the " + asked.topic() + " on the ticket";
            case CommentEvent.Written written ->
                written.topic().equals("plan")
                        ? "plan and cost quote are on the ticket"
                        : written.topic() + " is on the ticket";
            case CommentEvent.Refused refused -> refused("no comment", refused.reason(), refused.detail());
        };
    }

    private static Optional<String> draft(DraftEvent event) {
        return switch (event) {
            case DraftEvent.Requested asked -> Optional.of("opening branch and draft pull request");
            case DraftEvent.Opened opened ->
                Optional.of("draft pull request " + opened.pullRequest().number() + " opened");
            case DraftEvent.Refused refused -> Optional.of(refused("no draft", refused.reason(), refused.detail()));
            case DraftEvent.StatusRequested asked -> Optional.of("looking at the draft");
            case DraftEvent.StatusReported reported -> Optional.of("draft looked at again");
        };
    }

    private static String build(BuildEvent event) {
        return switch (event) {
            case BuildEvent.Requested asked -> "asking for a build";
            case BuildEvent.Queued queued -> "build " + queued.build().id() + " is queued";
            case BuildEvent.Refused refused -> refused("no build", refused.reason(), refused.detail());
            case BuildEvent.Completed completed ->
                "build " + completed.build().id() + " "
                        + completed.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case BuildEvent.StatusRequested asked ->
                "reading the log of build " + asked.build().id();
            case BuildEvent.StatusReported reported ->
                (reported.log() == null ? "build " : "log of build ")
                        + reported.build().id() + " read";
        };
    }

    private static String commit(CommitEvent event) {
        return switch (event) {
            case CommitEvent.Requested asked -> "pushing the mended change";
            case CommitEvent.Pushed pushed -> "mended change pushed as " + shortened(pushed.head());
            case CommitEvent.Refused refused -> refused("nothing pushed", refused.reason(), refused.detail());
        };
    }

    private static Optional<String> approval(ApprovalEvent event) {
        return switch (event) {
            case ApprovalEvent.Requested asked -> Optional.of("asking people");
            case ApprovalEvent.Opened opened -> Optional.of("asked for approval: " + names(opened.waitingFor()));
            case ApprovalEvent.Viewed viewed -> Optional.of(viewed.person() + " looks at the change");
            case ApprovalEvent.VoteRequested vote -> Optional.of("counting the vote of " + vote.person());
            case ApprovalEvent.DelegationRequested wish ->
                Optional.of(wish.person() + " asks " + wish.to() + " to decide instead");
            case ApprovalEvent.Delegated handed -> Optional.of(handed.to() + " decides instead of " + handed.from());
            case ApprovalEvent.RetractionRequested wish -> Optional.of(wish.person() + " takes the yes back");
            case ApprovalEvent.Decided decided -> Optional.of(decided(decided));
            case ApprovalEvent.Reminded reminded -> Optional.of("reminded: " + names(reminded.waitingFor()));
            case ApprovalEvent.ReminderRequested asked -> Optional.empty();
            case ApprovalEvent.WithdrawRequested asked -> Optional.empty();
        };
    }

    private static String decided(ApprovalEvent.Decided decided) {
        List<String> voters =
                decided.votes().stream().map(ApprovalEvent.Vote::by).toList();
        return decided.outcome().name().toLowerCase(Locale.ROOT) + (voters.isEmpty() ? "" : " by " + names(voters));
    }

    private static Optional<String> merge(MergeEvent event) {
        return switch (event) {
            case MergeEvent.Requested asked -> Optional.of("merging what was approved");
            case MergeEvent.Refused refused ->
                Optional.of(
                        refused.reason() == HostRefusal.MOVED
                                ? "not merged, as the branch below has moved: people are asked again"
                                : refused("not merged", refused.reason(), refused.detail()));
            case MergeEvent.StatusRequested asked -> Optional.of("looking whether it is merged");
            case MergeEvent.StatusReported reported -> Optional.empty();
        };
    }

    private static Optional<String> pull(PullRequestEvent event) {
        return switch (event) {
            case PullRequestEvent.Updated updated -> Optional.empty();
            case PullRequestEvent.Merged merged -> Optional.of("merged as " + shortened(merged.mergeCommit()));
            case PullRequestEvent.AbandonRequested asked -> Optional.of("closing what came to nothing");
            case PullRequestEvent.Abandoned abandoned -> Optional.of("draft closed, branch deleted");
        };
    }

    private static String docs(DocsEvent event) {
        return switch (event) {
            case DocsEvent.Proposed proposed ->
                "changelog in pull request " + proposed.pullRequest().number();
            case DocsEvent.Skipped skipped -> "nothing to document: " + skipped.reason();
        };
    }

    private static String refused(String what, HostRefusal reason, String detail) {
        return what + " (" + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "): " + detail;
    }

    private static String names(List<String> people) {
        return people.isEmpty() ? "nobody" : people.stream().collect(Collectors.joining(", "));
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(commit.length(), COMMIT));
    }
}
