package dev.millrace.runtime.demo;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.demo.scene.Joining;
import dev.millrace.runtime.demo.scene.Scene;
import dev.millrace.runtime.demo.show.Show;
import dev.millrace.runtime.demo.show.Summary;
import dev.millrace.runtime.demo.show.Tally;
import dev.millrace.runtime.demo.story.Crew;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.story.Stage;
import dev.millrace.runtime.demo.story.Step;
import dev.millrace.runtime.demo.story.Ware;
import dev.millrace.runtime.demo.story.Watch;
import dev.millrace.runtime.demo.verdict.Books;
import dev.millrace.runtime.demo.verdict.Check;
import dev.millrace.runtime.demo.verdict.GitCopy;
import dev.millrace.runtime.demo.verdict.Verdict;
import dev.millrace.runtime.demo.verdict.Witness;
import dev.millrace.runtime.journey.Approver;
import dev.millrace.runtime.journey.TicketDesk;
import dev.millrace.runtime.journey.access.Platform;
import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.ServiceManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The main job before one's eyes: tickets are filed, followed until their workflows end, and judged. */
public final class Demo implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration REPORT = Duration.ofSeconds(2);

    private final Wanted wanted;
    private final Clock clock;
    private final Show show;
    private final Scene scene;

    /** @param show says what happens */
    Demo(Wanted wanted, Clock clock, Show show) {
        this.wanted = wanted;
        this.clock = clock;
        this.show = show;
        this.scene = new Scene(wanted.data());
    }

    public static Demo of(Wanted wanted, PrintWriter out, boolean terminal) {
        return new Demo(wanted, Clock.systemUTC(), new Show(out, terminal));
    }

    /**
     * What is to be shown.
     *
     * @param root the working copy with the manifests
     * @param data the platform's directory
     * @param yes whether Grace decides by herself
     * @param keep whether what was started is left running
     * @param timeout from the first ticket until all are done
     * @param standIn whether the model follows instructions instead of thinking
     */
    public record Wanted(
            Path root,
            Path data,
            HookKind host,
            int tickets,
            boolean yes,
            boolean keep,
            Duration timeout,
            boolean standIn) {

        public Wanted {
            if (tickets < 1) {
                throw new IllegalArgumentException("--tickets is 1 or more");
            }
        }
    }

    /** @return whether everything that was checked holds */
    public boolean run() throws IOException, InterruptedException {
        Scene.Ready ready = scene.set(wanted.host(), show);
        Platform platform = ready.platform();
        var crew = new Crew();
        awaitRest(platform, crew);
        var watch = new Watch(platform, Joining.TENANT.value(), clock);
        var approvals = new Approvals(new Approver(platform), show, wanted.yes(), wanted.tickets() > 1);
        var witness = new Witness(ready.forge(), ready.shop());
        List<Journey> journeys = file(ready, witness, watch);
        follow(platform, watch, crew, approvals, journeys);
        var books = new Books(platform, Joining.TENANT.value());
        List<Check> checks =
                new Verdict(witness, books, platform, wanted.data().resolve("demo"), show).on(journeys, crew, scales());
        crew.look(platform);
        var summary = new Summary(show);
        summary.tickets(journeys);
        summary.functions(crew, books.byFunction());
        summary.links(journeys, approvals.page());
        boolean holds = summary.checks(checks);
        say(holds, journeys);
        farewell(ready);
        return holds;
    }

    /** Until whoever stays up is up: its start is the platform's, and no ticket's. */
    private void awaitRest(Platform platform, Crew crew) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        crew.look(platform);
        while (crew.isStarting() && System.nanoTime() - begun < REST.toNanos()) {
            show.busy("waiting until all that stays up is up", Duration.ofNanos(System.nanoTime() - begun));
            Thread.sleep(LOOK);
            crew.look(platform);
        }
    }

    private List<Journey> file(Scene.Ready ready, Witness witness, Watch watch)
            throws IOException, InterruptedException {
        List<Ware> wares = Ware.missing(sold(witness), wanted.tickets());
        var desk = new TicketDesk(ready.forge(), ready.shop());
        List<Journey> journeys = new ArrayList<>();
        for (Ware ware : wares) {
            Instant filed = clock.instant();
            long number = desk.file(ware.title(), wanted.standIn() ? ware.instructions() : ware.prose());
            var journey = new Journey(number, ware, ready.shop().ticket(number), filed);
            watch.follow(journey);
            journeys.add(journey);
        }
        Journey first = journeys.getFirst();
        show.say("");
        show.say(
                journeys.size() == 1
                        ? "Ada files ticket " + first.number() + ": "
                                + first.ware().title()
                        : "Ada files " + journeys.size() + " tickets, from " + first.number() + " on");
        if (journeys.size() == 1) {
            show.head();
        }
        return journeys;
    }

    private static Set<String> sold(Witness witness) throws IOException {
        try (GitCopy git = witness.git()) {
            return git.files("main", "prices/").keySet().stream()
                    .map(path -> path.substring("prices/".length()))
                    .collect(Collectors.toSet());
        }
    }

    private void follow(Platform platform, Watch watch, Crew crew, Approvals approvals, List<Journey> journeys)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var progress = new Tally(show, REPORT);
        while (journeys.stream().anyMatch(journey -> journey.stage() != Stage.ENDED)) {
            if (System.nanoTime() - begun > wanted.timeout().toNanos()) {
                show.say("The time is up after " + wanted.timeout() + "; --timeout gives more.");
                return;
            }
            List<Watch.Seen> seen = watch.look();
            if (!seen.isEmpty()) {
                crew.look(platform);
            }
            if (journeys.size() == 1) {
                seen.forEach(each -> show(each, crew));
            }
            approvals.attend(journeys);
            Duration already = Duration.ofNanos(System.nanoTime() - begun);
            if (journeys.size() == 1) {
                busy(journeys.getFirst(), already);
            } else {
                progress.report(journeys, already);
            }
            Thread.sleep(LOOK);
        }
    }

    private void show(Watch.Seen seen, Crew crew) {
        Step step = seen.step();
        show.step(
                Duration.between(seen.journey().filed(), step.at()),
                step.startedIn(crew.startedFor(step.function()).orElse(null)));
    }

    private void busy(Journey journey, Duration already) {
        String what = journey.doing()
                .map(doing -> doing.function() + ": " + doing.what())
                .orElse(
                        journey.stage() == Stage.WAITING
                                ? "waiting for Grace's click"
                                : journey.stage() == Stage.FILED ? "hook-validation: taking the hook" : "working");
        show.busy(what, already);
    }

    private Map<String, Integer> scales() {
        return ManifestReader.readFolder(wanted.root().resolve("infra/knative/functions"), ServiceManifest.class)
                .stream()
                .collect(Collectors.toMap(
                        ServiceManifest::name, service -> service.scaling().maxScale()));
    }

    private void say(boolean holds, List<Journey> journeys) {
        show.say("");
        if (holds) {
            show.say("All of it holds.");
        } else {
            show.say("Not all of it holds. Look at the logs in " + scene.logs()
                    + ", and at: millrace events list --ticket "
                    + journeys.getFirst().ticket() + " --data " + wanted.data());
        }
    }

    private void farewell(Scene.Ready ready) {
        if (wanted.keep()) {
            List<Long> pids = scene.keep();
            show.say("Still running: the gateway at " + ready.platform().gateway() + ", the forge at "
                    + ready.forge().base() + ". Commands reach them with --data " + wanted.data() + ".");
            if (!pids.isEmpty()) {
                show.say("End them with: kill "
                        + pids.stream().map(pid -> Long.toString(pid)).collect(Collectors.joining(" ")));
            }
        } else {
            close();
        }
    }

    /** Whether somebody ended it before it was through. */
    public boolean isStopped() {
        return scene.isClosed();
    }

    /** Ends what was started, unless it is to be kept. */
    @Override
    public void close() {
        if (wanted.keep()) {
            scene.keep();
        }
        if (scene.isPlaying()) {
            show.say("ending what was started");
        }
        scene.close();
    }
}
