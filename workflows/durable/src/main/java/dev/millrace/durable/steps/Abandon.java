package dev.millrace.durable.steps;

import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.durable.functions.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Undoes what a workflow left behind, and tells the people of the ticket why. */
public final class Abandon extends Step<Abandon.In, Abandon.Outcome> {

    public static final StepType<In, Outcome> TYPE = new StepType<>("Abandon", In.class, Outcome.class);

    private static final int MOST_REQUESTS = 3;

    public Abandon() {
        super(TYPE);
    }

    /** @param leftovers null when nothing can exist */
    public record In(Job job, Stop stop, @Nullable Leftovers leftovers) {}

    /** @param pullRequest null when none was opened, or nobody knows */
    public record Leftovers(
            RepositoryRef repository,
            String branch,
            @Nullable PullRequestRef pullRequest) {}

    /** @param clean whether neither branch nor open pull request is left */
    public record Outcome(boolean clean) {}

    @Override
    Job job(In in) {
        return in.job();
    }

    @Override
    Outcome run(Desk desk, In in) {
        desk.say("giving up: " + in.stop().reason());
        boolean clean =
                in.leftovers() == null || remove(desk, in.leftovers(), in.stop().reason());
        desk.functions().tell(new CommentEvent.Requested(in.job().ticket(), "outcome", words(in, clean)));
        if (!clean || in.stop().concernsOperators()) {
            desk.functions().tell(notification(in, clean));
        }
        return new Outcome(clean);
    }

    private static boolean remove(Desk desk, Leftovers leftovers, String reason) {
        // Abandoning what is gone already changes nothing.
        Answer<Boolean> answer = desk.<Boolean>ask(new PullRequestEvent.AbandonRequested(
                        leftovers.repository(), leftovers.branch(), leftovers.pullRequest(), reason))
                .when(PullRequestEvent.Abandoned.class, abandoned -> true)
                .insist(MOST_REQUESTS);
        return answer instanceof Answer.Replied<Boolean>;
    }

    private static String words(In in, boolean clean) {
        String left =
                clean ? "" : "\n\nThe branch or its pull request may still be there, and has to be removed by hand.";
        return "No pull request came of this ticket: " + sentence(in.stop().reason()) + left;
    }

    private static NotificationEvent.Requested notification(In in, boolean clean) {
        Map<String, String> values = new TreeMap<>();
        values.put("ticket", in.job().ticket().toString());
        values.put("workflow", in.job().root());
        values.put("reason", in.stop().reason());
        if (!clean && in.leftovers() != null) {
            values.put("branch", in.leftovers().branch());
        }
        String template = in.stop().cause() == Stop.Cause.BUDGET ? "budget-exhausted" : "workflow-stopped";
        return new NotificationEvent.Requested(
                NotificationEvent.Severity.P2,
                template,
                List.of(),
                values,
                template + "/" + in.job().root());
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
