package dev.millrace.durable.steps;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.durable.functions.Answer;
import dev.millrace.durable.functions.Stages;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds of a draft: asks for one, and waits for its hook, or asks its host when the hook does not come. */
final class Builds {

    private static final int MOST_QUESTIONS = 3;

    private final Desk desk;

    Builds(Desk desk) {
        this.desk = desk;
    }

    sealed interface Result {

        /** @param check a sentence for those who approve */
        record Passed(String check) implements Result {}

        /** @param log the end of the build's log, as UTF-8 text */
        record Broken(String check, @Nullable ContentRef log) implements Result {}

        record Stopped(Stop stop) implements Result {}
    }

    Result build(Proposal proposal) {
        desk.say("waiting for a build of " + shortened(proposal.head()));
        // The host builds a commit once, however often it is asked for.
        Answer<Result> answer = desk.<Result>ask(
                        new BuildEvent.Requested(proposal.pullRequest(), proposal.branch(), proposal.head()))
                .when(BuildEvent.Queued.class, queued -> watch(queued.build()))
                .when(BuildEvent.Refused.class, Builds::refused)
                .insist(MOST_QUESTIONS);
        return switch (answer) {
            case Answer.Replied<Result>(Result result) -> result;
            case Answer.Unknown<Result> unknown ->
                stopped(Stop.Cause.UNKNOWN, "nobody knows whether a build was started: " + unknown.why());
        };
    }

    private static Result refused(BuildEvent.Refused refused) {
        return switch (refused.reason()) {
            case UNSUPPORTED -> new Result.Passed("No build: " + refused.detail());
            case NOT_FOUND, FORBIDDEN, NOT_ASKED, MOVED, CONFLICT, INVALID, PROTECTED_PATH, SECRET_FOUND ->
                stopped(
                        Stop.Cause.REFUSED,
                        "the build was refused (" + name(refused.reason()) + "): " + refused.detail());
        };
    }

    private Result watch(BuildRef build) {
        desk.say("build " + build.id() + " is running");
        Instant deadline = desk.now().plus(desk.job().patience().build());
        while (desk.now().isBefore(deadline)) {
            Instant poll = earlier(desk.now().plus(desk.job().patience().poll()), deadline);
            Optional<BuildEvent.Result> hook = desk.functions()
                    .<BuildEvent.Result>await()
                    .on(Stages.build(build), BuildEvent.Completed.class, BuildEvent.Completed::result)
                    .until(poll);
            Optional<BuildEvent.StatusReported> asked =
                    hook.filter(result -> result == BuildEvent.Result.SUCCEEDED).isPresent()
                            ? Optional.empty()
                            : status(build);
            Optional<BuildEvent.Result> result =
                    asked.map(BuildEvent.StatusReported::result).or(() -> hook);
            if (result.isPresent()) {
                return ended(build, result.get(), asked.map(BuildEvent.StatusReported::log));
            }
        }
        return stopped(
                Stop.Cause.UNKNOWN,
                "build " + build.id() + " did not end within "
                        + desk.job().patience().build().toMinutes() + " minutes");
    }

    private Optional<BuildEvent.StatusReported> status(BuildRef build) {
        Answer<BuildEvent.StatusReported> answer = desk.<BuildEvent.StatusReported>ask(
                        new BuildEvent.StatusRequested(build))
                .when(BuildEvent.StatusReported.class, reported -> reported)
                .await();
        return answer instanceof Answer.Replied<BuildEvent.StatusReported>(var reported)
                ? Optional.of(reported)
                : Optional.empty();
    }

    private static Result ended(BuildRef build, BuildEvent.Result result, Optional<ContentRef> log) {
        String name = "Build " + build.id();
        return switch (result) {
            case SUCCEEDED -> new Result.Passed(name + " succeeded.");
            case PARTIALLY_SUCCEEDED -> new Result.Passed(name + " succeeded in part.");
            case FAILED -> new Result.Broken(name + " failed.", log.orElse(null));
            case CANCELED -> stopped(Stop.Cause.WITHDRAWN, "somebody canceled build " + build.id());
        };
    }

    private static Result stopped(Stop.Cause cause, String reason) {
        return new Result.Stopped(new Stop(cause, reason));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String name(HostRefusal reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(commit.length(), 8));
    }
}
