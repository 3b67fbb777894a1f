package dev.millrace.forge.build;

import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pipeline.
 *
 * @param ref full name of the branch
 * @param pull 0 for none
 * @param reason as Azure DevOps names it: manual, individualCI, pullRequest
 */
public record Build(
        long number,
        long repo,
        long pipeline,
        String ref,
        String commit,
        long pull,
        String reason,
        String by,
        Map<String, String> variables,
        Status status,
        Result result,
        Instant queued,
        @Nullable Instant started,
        @Nullable Instant finished,
        List<StepRun> steps) {

    public static final Kind<Build> KIND = Kind.numbered("build", Build.class, Build::number);

    /** Where it is. */
    public enum Status {
        QUEUED,
        RUNNING,
        DONE
    }

    /** How it ended. */
    public enum Result {
        NONE,
        SUCCEEDED,
        FAILED,
        CANCELED,
        SKIPPED
    }

    public Build {
        steps = List.copyOf(steps);
        variables = Map.copyOf(variables);
    }

    public String branch() {
        return ref.replaceFirst("^refs/heads/", "");
    }

    Build waiting() {
        return next(Status.QUEUED, Result.NONE, null, null, List.of());
    }

    Build started(Instant at) {
        return next(Status.RUNNING, Result.NONE, at, null, List.of());
    }

    Build ran(StepRun step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return next(status, result, started, finished, more);
    }

    Build ended(Result how, Instant at) {
        return next(Status.DONE, how, started == null ? at : started, at, steps);
    }

    private Build next(
            Status nextStatus,
            Result nextResult,
            @Nullable Instant nextStarted,
            @Nullable Instant nextFinished,
            List<StepRun> nextSteps) {
        return new Build(
                number,
                repo,
                pipeline,
                ref,
                commit,
                pull,
                reason,
                by,
                variables,
                nextStatus,
                nextResult,
                queued,
                nextStarted,
                nextFinished,
                nextSteps);
    }
}
