package dev.millrace.runtime.serving;

import dev.millrace.runtime.process.FunctionProcess;
import java.time.Duration;

/** How a process is ended: it is asked, and after ten seconds no longer asked. */
final class Farewell {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private Farewell() {}

    static void say(FunctionProcess process, Timers timers) {
        process.terminate();
        Timers.Timer killer = timers.after(GRACE, process::kill);
        var _ = process.onExit().thenRun(killer::cancel);
    }
}
