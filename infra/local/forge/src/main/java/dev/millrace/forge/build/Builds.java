package dev.millrace.forge.build;

import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Queues builds and answers what became of them. {@link Runner} runs them. */
public final class Builds {

    private final Store store;
    private final Herald herald;
    private final Clock clock;
    private final Path logs;

    public Builds(Store store, Herald herald, Clock clock, Path logs) {
        this.store = store;
        this.herald = herald;
        this.clock = clock;
        this.logs = logs;
    }

    public List<Pipeline> pipelines(Repo repo) {
        return store.all(Pipeline.KIND).stream()
                .filter(pipeline -> pipeline.repo() == repo.number())
                .toList();
    }

    public List<Pipeline> pipelines() {
        return store.all(Pipeline.KIND);
    }

    public Optional<Pipeline> pipeline(long number) {
        return store.find(Pipeline.KIND, number);
    }

    public Pipeline createPipeline(Repo repo, String name, String file) {
        return store.write(draft ->
                draft.put(Pipeline.KIND, new Pipeline(draft.next("pipeline"), repo.number(), name, file, now())));
    }

    /** @param pull 0 for none */
    public Build queue(
            Pipeline pipeline,
            String ref,
            String commit,
            long pull,
            String reason,
            Map<String, String> variables,
            Person by) {
        return store.write(draft -> {
            var build = draft.put(
                    Build.KIND,
                    new Build(
                            draft.next("build"),
                            pipeline.repo(),
                            pipeline.number(),
                            ref,
                            commit,
                            pull,
                            reason,
                            by.login(),
                            variables,
                            Build.Status.QUEUED,
                            Build.Result.NONE,
                            now(),
                            null,
                            null,
                            List.of()));
            herald.announce(draft, new Happening.BuildChanged(build, by));
            return build;
        });
    }

    public Optional<Build> find(long number) {
        return store.find(Build.KIND, number);
    }

    /** Newest first. */
    public List<Build> all() {
        return store.all(Build.KIND).reversed();
    }

    public List<Build> of(Repo repo) {
        return all().stream().filter(build -> build.repo() == repo.number()).toList();
    }

    /** Ends a build that is not done; empty when it is. A running script is ended by the runner. */
    public Optional<Build> cancel(long number, Person by) {
        return change(number, by, build -> build.ended(Build.Result.CANCELED, now()));
    }

    /** What a step printed. */
    public String log(Build build, int step) {
        Path file = logFile(build, step);
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all steps printed. */
    public String log(Build build) {
        var text = new StringBuilder();
        build.steps().forEach(step -> text.append(log(build, step.number())));
        return text.toString();
    }

    Path logFile(Build build, int step) {
        return logs.resolve(Long.toString(build.number())).resolve(step + ".log");
    }

    Optional<Build> start(long number, Person by) {
        return change(number, by, build -> build.started(now()));
    }

    Optional<Build> end(long number, Build.Result result, Person by) {
        return change(number, by, build -> build.ended(result, now()));
    }

    Optional<Build> ran(long number, StepRun step) {
        return store.write(draft -> draft.find(Build.KIND, number)
                .filter(build -> build.status() != Build.Status.DONE)
                .map(build -> draft.put(Build.KIND, build.ran(step))));
    }

    /** Puts builds that a crash interrupted back into the queue. */
    void requeue() {
        store.change(draft -> store.all(Build.KIND).stream()
                .filter(build -> build.status() == Build.Status.RUNNING)
                .forEach(build -> draft.put(Build.KIND, build.waiting())));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<Build> change(long number, Person by, UnaryOperator<Build> change) {
        return store.write(draft -> draft.find(Build.KIND, number)
                .filter(build -> build.status() != Build.Status.DONE)
                .map(build -> {
                    Build changed = draft.put(Build.KIND, change.apply(build));
                    herald.announce(draft, new Happening.BuildChanged(changed, by));
                    return changed;
                }));
    }
}
