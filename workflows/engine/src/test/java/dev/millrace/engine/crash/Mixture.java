package dev.millrace.engine.crash;

import dev.millrace.engine.Engine;
import dev.millrace.engine.Flows;
import java.time.Duration;

/** An orchestration with something of everything: activities, a timer, a child, an event. */
public final class Mixture {

    /** What every instance must come to. */
    static final String OUTPUT = "5";

    /** What the child of each must come to. */
    static final String CHILD_OUTPUT = "2";

    private Mixture() {}

    public static Engine.Builder register(Engine.Builder builder) {
        return builder.orchestrator(Flows.orchestrator("Mixture", ctx -> {
                    int value = ctx.callActivity("PlusOne", 0, Integer.class).await();
                    ctx.createTimer(Duration.ofMillis(100)).await();
                    value += ctx.callSubOrchestrator("Child", 0, Integer.class).await();
                    value += ctx.waitForExternalEvent("go", Integer.class).await();
                    ctx.complete(
                            ctx.callActivity("PlusOne", value, Integer.class).await());
                }))
                .orchestrator(Flows.chain("Child", 2))
                .activity(Flows.activity("PlusOne", ctx -> {
                    // The work itself, long enough to be killed in the middle of it.
                    try {
                        Thread.sleep(5);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return ctx.getInput(Integer.class) + 1;
                }));
    }
}
