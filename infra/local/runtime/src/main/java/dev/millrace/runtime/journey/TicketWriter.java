package dev.millrace.runtime.journey;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes tickets, each about a note of its own. Every third asks for a change whose first attempt fails the build. One
 * that may have been written is looked for before it is written again.
 */
public final class TicketWriter {

    private static final Duration BETWEEN_TICKETS = Duration.ofMillis(700);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(300);
    private static final int MENDED = 3;

    private final SpawnedForge forge;
    private final List<String> projects;
    private final int tickets;
    private final AtomicInteger written = new AtomicInteger();

    public TicketWriter(SpawnedForge forge, List<String> projects, int tickets) {
        this.forge = forge;
        this.projects = projects;
        this.tickets = tickets;
    }

    public static String title(int number) {
        return "Write note " + number;
    }

    public static String path(int number) {
        return "notes/" + number + ".txt";
    }

    public static String text(int number) {
        return "note " + number;
    }

    public int written() {
        return written.get();
    }

    /** Writes one, and returns when the forge has it. */
    public void write(int number) throws InterruptedException {
        writeUntilThere(number);
        written.incrementAndGet();
    }

    /** Until all are written, or the thread is interrupted. */
    public void run() {
        try {
            for (int number = 1; number <= tickets; number++) {
                write(number);
                Thread.sleep(BETWEEN_TICKETS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilThere(int number) throws InterruptedException {
        String project = projects.get(number % projects.size());
        while (true) {
            try {
                TicketDesk desk = forge.desk(project);
                if (!desk.isFiled(title(number))) {
                    desk.file(title(number), description(number));
                }
                return;
            } catch (IOException uncertain) {
                Thread.sleep(AFTER_TROUBLE);
            }
        }
    }

    private static String description(int number) {
        String wanted = "Create file %s with \"%s\".".formatted(path(number), text(number));
        String spoilt =
                number % MENDED == 0 ? "At first create file %s with \"spoilt\".\n".formatted(path(number)) : "";
        return spoilt + wanted;
    }
}
