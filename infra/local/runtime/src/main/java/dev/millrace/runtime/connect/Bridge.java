package dev.millrace.runtime.connect;

import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.runtime.connect.Round.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls the projects of a connection, one after the other, because they share one account's rate. For one thread, which
 * holds the connection's lock.
 */
public final class Bridge {

    /** A page that repeats itself for ever must not keep a round from ending. */
    private static final int MOST_PAGES = 1_000;

    private static final int ATTEMPTS = 8;
    private static final Duration LONGEST_WAIT_OF_ONE_RUN = Duration.ofMinutes(1);

    private final List<String> projects;
    private final Poller poller;
    private final ProgressFile progress;
    private final Pace pace;
    private final Timing timing;
    private final Consumer<String> log;
    private @Nullable String told;

    /** @param interval between two looks */
    public Bridge(
            Connection connection,
            Connections connections,
            Hooks hooks,
            Door door,
            Duration interval,
            Timing timing,
            Consumer<String> log) {
        this.projects = connection.projects();
        this.progress = connections.progressFile(connection);
        this.poller = new Poller(hooks, door, progress, timing.clock());
        this.pace = new Pace(interval, timing.random());
        this.timing = timing;
        this.log = log;
    }

    /** How a run that ends by itself ended. */
    public sealed interface Outcome {

        /** Everything that had happened was taken. */
        record Drained(int posts) implements Outcome {}

        /** Something was not taken; it comes again with the next run. */
        record Stuck(String sentence, boolean noPlatform, boolean refused) implements Outcome {}
    }

    /** Until the thread is interrupted. */
    public void follow() {
        int failures = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Pass pass = pass();
                failures = pass.trouble().isEmpty() ? 0 : failures + 1;
                timing.pause().wait(pace.after(pass.trouble(), failures));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings what there is, and ends. Trouble that may pass is waited for a little. */
    public Outcome once() {
        int posts = 0;
        try {
            for (int failures = 1; ; failures++) {
                Pass pass = pass();
                posts += pass.posts();
                Optional<Round> trouble = pass.trouble();
                if (trouble.isEmpty()) {
                    return new Outcome.Drained(posts);
                }
                Duration wait = pace.soonAfter(trouble.get(), failures);
                if (!passes(trouble.get()) || failures == ATTEMPTS || wait.compareTo(LONGEST_WAIT_OF_ONE_RUN) > 0) {
                    return stuck(trouble.get());
                }
                timing.pause().wait(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Stuck("Interrupted; the same comes again with the next run", false, false);
        }
    }

    private static boolean passes(Round trouble) {
        return !is(trouble, Cause.REFUSAL) && !is(trouble, Cause.NO_PLATFORM);
    }

    private static Outcome stuck(Round trouble) {
        return new Outcome.Stuck(sentence(trouble), is(trouble, Cause.NO_PLATFORM), is(trouble, Cause.REFUSAL));
    }

    private static boolean is(Round trouble, Cause cause) {
        return trouble instanceof Round.Failed failed && failed.cause() == cause;
    }

    /** @param trouble of the project that has it, or of the last one of several */
    private record Pass(int posts, Optional<Round> trouble) {}

    private Pass pass() throws InterruptedException {
        int posts = 0;
        Round.Failed trouble = null;
        for (String project : projects) {
            Read read = read(project);
            posts += read.posts();
            switch (read.last()) {
                case Round.Begun begun -> log.accept("● " + project + ": what happens from now on is brought");
                case Round.Brought brought -> {}
                case Round.Failed failed
                when failed.isOfProject() ->
                    trouble = new Round.Failed(failed.cause(), project + ": " + failed.sentence());
                case Round.Failed everywhere -> {
                    return troubled(posts, everywhere);
                }
                case Round.Limited everywhere -> {
                    return troubled(posts, everywhere);
                }
            }
        }
        return trouble == null ? calm(posts) : troubled(posts, trouble);
    }

    private record Read(int posts, Round last) {}

    /** Page after page, up to the end or to what went wrong. */
    private Read read(String project) throws InterruptedException {
        int posts = 0;
        Round round = poller.round(project);
        for (int page = 1; page < MOST_PAGES && round instanceof Round.Brought some && some.more(); page++) {
            posts += some.posts();
            round = poller.round(project);
        }
        posts += round instanceof Round.Brought rest ? rest.posts() : 0;
        if (posts > 0) {
            log.accept("● " + project + ": " + posts + " brought");
        }
        return new Read(posts, round);
    }

    private Pass calm(int posts) {
        if (told != null) {
            told = null;
            log.accept("goes on");
        }
        progress.put(progress.get().calm());
        return new Pass(posts, Optional.empty());
    }

    /** The same sentence is said once. */
    private Pass troubled(int posts, Round trouble) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        String sentence = sentence(trouble);
        if (!sentence.equals(told)) {
            log.accept("✗ " + sentence);
            told = sentence;
        }
        progress.put(progress.get().troubled(sentence, timing.clock().instant()));
        return new Pass(posts, Optional.of(trouble));
    }

    private static String sentence(Round trouble) {
        return switch (trouble) {
            case Round.Failed failed -> failed.sentence();
            case Round.Limited limited -> limited.sentence();
            case Round.Begun begun -> "";
            case Round.Brought brought -> "";
        };
    }
}
