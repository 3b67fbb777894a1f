package dev.millrace.forge.build;

import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.policy.Policies;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queued builds, two at a time: a push to the source of an open pull request queues one by itself, and so does
 * opening one where a policy demands a build. The scripts run
 * as the user of the forge, so it serves trusted repositories only.
 */
public final class Runner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Builds builds;
    private final Projects projects;
    private final Checks checks;
    private final Policies policies;
    private final People people;
    private final Path work;
    private final Duration limit;
    private final Map<Long, Future<?>> running = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().name("build-", 0).daemon().factory());

    /** @param limit for all steps of a build together */
    public Runner(
            Builds builds,
            Projects projects,
            Checks checks,
            Policies policies,
            People people,
            Path work,
            Duration limit) {
        this.builds = builds;
        this.projects = projects;
        this.checks = checks;
        this.policies = policies;
        this.people = people;
        this.work = work;
        this.limit = limit;
    }

    /** Takes up what a crash left behind. */
    public void start() {
        builds.requeue();
        builds.all().reversed().stream()
                .filter(build -> build.status() == Build.Status.QUEUED)
                .forEach(this::submit);
    }

    /** Reacts to pushes, and to builds that are queued or canceled. */
    public void hear(Happening happening) {
        switch (happening) {
            case Happening.BuildChanged(Build build, Person by)
            when build.status() == Build.Status.QUEUED -> submit(build);
            case Happening.BuildChanged(Build build, Person by)
            when build.result() == Build.Result.CANCELED -> {
                Future<?> run = running.get(build.number());
                if (run != null) {
                    run.cancel(true);
                }
                report(build, Check.State.ERROR, by);
            }
            case Happening.PullChanged(PullRequest pull, Happening.Pull what, Person by)
            when what == Happening.Pull.PUSHED -> queueFor(pull, by);
            case Happening.PullOpened(PullRequest pull, Person by)
            when policies.demandsBuild(pull) -> queueFor(pull, by);
            default -> {}
        }
    }

    /** Breaks the running builds off and waits until they let go of their folders; the next start takes them up. */
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }

    private void queueFor(PullRequest pull, Person by) {
        Repo repo = projects.repo(pull.repo());
        for (Pipeline pipeline : builds.pipelines(repo)) {
            if (projects.git(repo).file(pull.head(), pipeline.file()).isPresent()) {
                builds.queue(
                        pipeline,
                        "refs/heads/" + pull.source(),
                        pull.head(),
                        pull.number(),
                        "pullRequest",
                        Map.of(),
                        by);
            }
        }
    }

    private void submit(Build build) {
        var task = new FutureTask<>(() -> run(build), true);
        running.put(build.number(), task);
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("A build waits for the next start: build={}", build.number());
        }
    }

    private void run(Build queued) {
        Person by = people.named(queued.by());
        try {
            if (builds.start(queued.number(), by).isEmpty()) {
                return;
            }
            report(queued, Check.State.RUNNING, by);
            Build.Result result = attempt(queued);
            builds.end(queued.number(), result, by);
            report(queued, result == Build.Result.SUCCEEDED ? Check.State.SUCCEEDED : Check.State.FAILED, by);
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt(); // canceled, or the forge stops and takes it up again at its next start
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("A build broke off: build={} error={}", queued.number(), e.toString());
            builds.end(queued.number(), Build.Result.FAILED, by);
            report(queued, Check.State.ERROR, by);
        } finally {
            running.remove(queued.number());
        }
    }

    private Build.Result attempt(Build build) throws IOException, InterruptedException {
        GitRepo git = projects.git(projects.repo(build.repo()));
        Path log = builds.logFile(build, 1);
        Files.createDirectories(log.getParent());
        String file = builds.pipeline(build.pipeline()).map(Pipeline::file).orElse(Pipeline.DEFAULT_FILE);
        byte[] yaml = git.file(build.commit(), file).orElse(null);
        if (yaml == null) {
            return refused(build, log, "There is no " + file + " at " + build.commit() + "; add one.");
        }
        return switch (PipelineScript.read(yaml, limit)) {
            case PipelineScript.Unreadable(String reason) -> refused(build, log, reason);
            case PipelineScript.Steps steps -> {
                try (Checkout checkout = Checkout.of(git, build.commit(), work)) {
                    yield run(build, steps, checkout);
                }
            }
        };
    }

    private Build.Result run(Build build, PipelineScript.Steps pipeline, Checkout checkout)
            throws IOException, InterruptedException {
        Instant deadline = builds.now().plus(pipeline.timeout());
        Build.Result overall = Build.Result.SUCCEEDED;
        int number = 0;
        for (PipelineScript.Step step : pipeline.steps()) {
            number++;
            boolean wanted = switch (step.condition()) {
                case "always()", "succeededOrFailed()" -> true;
                case "failed()" -> overall == Build.Result.FAILED;
                default -> overall == Build.Result.SUCCEEDED;
            };
            Instant started = builds.now();
            Build.Result result = wanted
                    ? run(build, number, step, pipeline, checkout, Duration.between(started, deadline))
                    : Build.Result.SKIPPED;
            builds.ran(build.number(), new StepRun(number, step.name(), result, started, builds.now()));
            if (result == Build.Result.FAILED && !step.continueOnError()) {
                overall = Build.Result.FAILED;
            }
        }
        return overall;
    }

    private Build.Result run(
            Build build,
            int number,
            PipelineScript.Step step,
            PipelineScript.Steps pipeline,
            Checkout checkout,
            Duration left)
            throws IOException, InterruptedException {
        Path log = builds.logFile(build, number);
        String script = step.script();
        Files.writeString(log, "##[section]Starting: " + step.name() + "\n");
        if (script == null) {
            append(log, "##[warning]Only script and bash steps are run here; this one is left out.");
            return Build.Result.SKIPPED;
        }
        Path folder = checkout.folder().resolve(step.folder()).normalize();
        if (!folder.startsWith(checkout.folder()) || !Files.isDirectory(folder)) {
            append(log, "##[error]There is no folder '" + step.folder() + "' in the checkout.");
            return Build.Result.FAILED;
        }
        Duration time = left.isNegative() ? Duration.ZERO : left;
        return switch (Shell.run(script, folder, environment(build, step, pipeline, checkout), log, time)) {
            case Shell.End.Exit(int code)
            when code == 0 -> {
                append(log, "##[section]Finishing: " + step.name());
                yield Build.Result.SUCCEEDED;
            }
            case Shell.End.Exit(int code) -> {
                append(log, "##[error]The script exited with code " + code + ".");
                yield Build.Result.FAILED;
            }
            case Shell.End.TimedOut() -> {
                append(log, "##[error]The time is up after " + pipeline.timeout() + "; the script was ended.");
                yield Build.Result.FAILED;
            }
            case Shell.End.NotStarted(String reason) -> {
                append(log, "##[error]The script cannot be started: " + reason);
                yield Build.Result.FAILED;
            }
        };
    }

    private static Map<String, String> environment(
            Build build, PipelineScript.Step step, PipelineScript.Steps pipeline, Checkout checkout) {
        var environment = new HashMap<String, String>();
        environment.putAll(pipeline.variables());
        environment.putAll(build.variables());
        environment.put("BUILD_BUILDID", Long.toString(build.number()));
        environment.put("BUILD_REASON", build.reason());
        environment.put("BUILD_SOURCEBRANCH", build.ref());
        environment.put("BUILD_SOURCEVERSION", build.commit());
        environment.put("BUILD_SOURCESDIRECTORY", checkout.folder().toString());
        environment.put("CI", "true");
        environment.put("TF_BUILD", "True");
        environment.putAll(step.environment());
        return environment;
    }

    private Build.Result refused(Build build, Path log, String reason) throws IOException {
        Files.writeString(log, "##[error]" + reason + "\n");
        builds.ran(
                build.number(), new StepRun(1, "Read the pipeline", Build.Result.FAILED, builds.now(), builds.now()));
        return Build.Result.FAILED;
    }

    private void report(Build build, Check.State state, Person by) {
        String name =
                "build/" + builds.pipeline(build.pipeline()).map(Pipeline::name).orElse("pipeline");
        checks.report(
                Checks.Report.onCommit(build.repo(), build.commit(), name, state, "Build " + build.number(), ""), by);
    }

    private static void append(Path log, String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
    }
}
