package dev.millrace.durable;

import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.steps.Desk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said when a pull request is merged, or may be. */
final class Epilogue {

    private final Desk desk;

    Epilogue(Desk desk) {
        this.desk = desk;
    }

    /** The merge itself starts the documentation; this only waits for it, and goes on without it. */
    Ending merged(Change change, String mergeCommit) {
        desk.say("merged as " + mergeCommit + ", waiting for the documentation");
        Optional<Docs> docs = desk.functions()
                .<Docs>await()
                .on(Stages.docs(DocsEvent.Proposed.class), DocsEvent.Proposed.class, Docs::of)
                .on(Stages.docs(DocsEvent.Skipped.class), DocsEvent.Skipped.class, Docs::of)
                .until(desk.functions()
                        .now()
                        .plus(desk.job().work().policy().patience().docs()));
        comment("Merged as " + mergeCommit + ". " + docs.map(Docs::words).orElse("Its documentation is still to come.")
                + cost(change));
        desk.say("merged as " + mergeCommit);
        return new Ending.Merged(
                change.proposal().pullRequest(),
                mergeCommit,
                docs.map(Docs::pullRequest).orElse(null),
                change.cost());
    }

    private record Docs(@Nullable PullRequestRef pullRequest, String words) {

        static Docs of(DocsEvent.Proposed proposed) {
            return new Docs(
                    proposed.pullRequest(),
                    "Documentation: pull request " + proposed.pullRequest().number() + ".");
        }

        static Docs of(DocsEvent.Skipped skipped) {
            return new Docs(null, "Not documented: " + skipped.reason() + ".");
        }
    }

    Ending mergedByHand(Change change) {
        comment("Somebody merged the pull request by hand." + cost(change));
        desk.say("merged by hand");
        return new Ending.Merged(change.proposal().pullRequest(), null, null, change.cost());
    }

    Ending unclear(Change change, String why) {
        PullRequestRef pullRequest = change.proposal().pullRequest();
        String reason = "nobody knows whether pull request " + pullRequest.number() + " was merged: " + why;
        comment("Please look: " + reason + ". Nothing was undone." + cost(change));
        desk.functions()
                .tell(new NotificationEvent.Requested(
                        NotificationEvent.Severity.P2,
                        "workflow-stopped",
                        List.of(),
                        Map.of(
                                "ticket",
                                desk.job().work().ticket().toString(),
                                "workflow",
                                desk.job().root(),
                                "reason",
                                reason),
                        "workflow-stopped/" + desk.job().root()));
        desk.say(reason);
        return new Ending.Unclear(pullRequest, why);
    }

    private void comment(String markdown) {
        desk.functions().tell(new CommentEvent.Requested(desk.job().work().ticket(), "outcome", markdown));
    }

    private static String cost(Change change) {
        return " Models cost " + change.cost().text() + ".";
    }
}
