package dev.millrace.runtime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end the work of the thread that made this by an interrupt, and the JVM waits until it has cleaned
 * up and closes this. Whoever presses Ctrl-C twice does not hurry it; the longest wait is a minute.
 */
final class OrderlyEnd implements AutoCloseable {

    private static final long LONGEST_SECONDS = 60;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook;

    private OrderlyEnd(Runnable said) {
        this.hook = new Thread(() -> {
            said.run();
            worker.interrupt();
            awaitCleaned();
        });
    }

    /** @param said runs when the end is asked for, before the interrupt */
    static OrderlyEnd ofThisThread(Runnable said) {
        var end = new OrderlyEnd(said);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    @Override
    public void close() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs already, and no longer waits.
        }
    }

    private void awaitCleaned() {
        try {
            if (!cleaned.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("millrace: not everything could be ended in " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
