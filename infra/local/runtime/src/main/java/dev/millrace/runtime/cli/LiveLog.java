package dev.millrace.runtime.cli;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.house.Progress;
import dev.millrace.runtime.house.Watchers;
import dev.millrace.runtime.postgres.ServerState;
import dev.millrace.runtime.serving.ServingEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the house, a line each, for a person who watches. Those who report are never held up: what comes
 * faster than it can be read is counted instead of shown.
 */
final class LiveLog implements AutoCloseable {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int ROOM = 1_000;
    private static final int LINES_PER_SECOND = 100;
    private static final String USAGE = "dev.millrace.usage.";

    private final PrintWriter out;
    private final boolean quiet;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong skipped = new AtomicLong();
    private @Nullable Thread printer;

    LiveLog(PrintWriter out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    Watchers watchers() {
        return new Watchers(this::broker, this::serving, this::postgres);
    }

    Progress progress() {
        return new Progress() {
            @Override
            public void step(String name) {
                LiveLog.this.print("starting " + name);
            }

            @Override
            public void note(String sentence) {
                LiveLog.this.print(sentence);
            }
        };
    }

    /** From now on lines appear as they come. */
    void follow() {
        printer = Thread.ofVirtual().name("live-log").start(this::printLines);
    }

    /** Says something at once. */
    void note(String sentence) {
        print(sentence);
    }

    /** Shows what is still waiting, and from then on says things at once. */
    @Override
    public void close() {
        if (printer != null) {
            printer.interrupt();
            printer = null;
        }
        lines.forEach(out::println);
        lines.clear();
        out.flush();
    }

    private void broker(BrokerSignal signal) {
        switch (signal) {
            // Functions report what they used every few seconds; people watch for the rest.
            case BrokerSignal.Accepted accepted when isUsage(accepted.event()) -> {}
            case BrokerSignal.Delivered done when isUsage(done.event()) -> {}
            case BrokerSignal.Accepted accepted ->
                event("●", accepted.event(), accepted.triggers().isEmpty() ? "nobody listens" : "");
            case BrokerSignal.Delivered done ->
                event("  ✓ " + done.trigger(), done.event(), done.status() + " in " + Output.time(done.duration()));
            case BrokerSignal.Retried retried ->
                event(
                        "  ↻ " + retried.trigger(),
                        retried.event(),
                        "attempt " + retried.attempt() + ": " + retried.reason());
            case BrokerSignal.DeadLettered dead ->
                event("  ✗ " + dead.trigger(), dead.event(), "to the dead letters: " + dead.reason());
            case BrokerSignal.DeadLetterTaken taken ->
                event("  ✝ " + taken.trigger(), taken.event(), "kept as dead letter");
            case BrokerSignal.Discarded discarded ->
                event("  ✗ " + discarded.trigger(), discarded.event(), "discarded: " + discarded.reason());
            case BrokerSignal.ReplyDropped dropped ->
                event("  ✗ " + dropped.trigger(), dropped.reply(), "dropped: replies go in a circle");
            case BrokerSignal.Paused paused -> always("broker paused: " + paused.reason());
            case BrokerSignal.Resumed resumed -> {
                if (printer != null) {
                    always("broker goes on");
                }
            }
        }
    }

    private static boolean isUsage(Event event) {
        return event.type().startsWith(USAGE);
    }

    private void serving(ServingEvent event) {
        switch (event) {
            case ServingEvent.Started started -> line("▶ " + started.service() + " starts, process " + started.pid());
            case ServingEvent.Ready ready -> line("▲ " + ready.service() + " ready in " + Output.time(ready.took()));
            case ServingEvent.Stopped stopped -> line("■ " + stopped.service() + " stopped, process " + stopped.pid());
            case ServingEvent.Crashed crashed -> always("✗ " + crashed.service() + " crashed: " + crashed.why());
        }
    }

    private void postgres(ServerState state) {
        switch (state) {
            case ServerState.Running running -> always("PostgreSQL runs, process " + running.pid());
            case ServerState.Down down -> always("PostgreSQL is down: " + down.why());
            case ServerState.Stopped stopped -> line("PostgreSQL stopped");
        }
    }

    private void event(String mark, Event event, String outcome) {
        String type = event.type().replace("dev.millrace.", "");
        String tenant = String.valueOf(event.attribute("tenant"));
        String ticket = event.attribute("correlationid");
        line(String.format("%-22s %-26s %-10s %s %s", mark, type, tenant, ticket == null ? "" : ticket, outcome)
                .stripTrailing());
    }

    private void always(String text) {
        if (printer == null || !lines.offer(stamped(text))) {
            print(text);
        }
    }

    private void line(String text) {
        if (!quiet && !lines.offer(stamped(text))) {
            skipped.incrementAndGet();
        }
    }

    private void printLines() {
        try {
            while (true) {
                long second = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                int shown = 0;
                while (shown < LINES_PER_SECOND && System.nanoTime() < second) {
                    String line = lines.poll(100, TimeUnit.MILLISECONDS);
                    if (line != null) {
                        out.println(line);
                        shown++;
                    } else {
                        out.flush();
                    }
                }
                if (shown == LINES_PER_SECOND) {
                    long more = lines.size() + skipped.getAndSet(0);
                    lines.clear();
                    out.println(stamped("… and " + more + " more lines; see: millrace status"));
                }
                out.flush();
                long left = second - System.nanoTime();
                if (left > 0 && shown == LINES_PER_SECOND) {
                    Thread.sleep(Duration.ofNanos(left));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String text) {
        out.println(stamped(text));
        out.flush();
    }

    private static String stamped(String text) {
        return LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + text;
    }
}
