package dev.millrace.engine;

import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/** Orchestrators and activities from lambdas. */
public final class Flows {

    private Flows() {}

    public static TaskOrchestrationFactory orchestrator(String name, TaskOrchestration code) {
        return new TaskOrchestrationFactory() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public TaskOrchestration create() {
                return code;
            }
        };
    }

    public static TaskActivityFactory activity(String name, TaskActivity code) {
        return new TaskActivityFactory() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public TaskActivity create() {
                return code;
            }
        };
    }

    /** Keeps the code of an orchestrator or an activity from going on until the latch is open or its engine closes. */
    public static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** So many sequential calls of the activity {@code PlusOne}. */
    public static TaskOrchestrationFactory chain(String name, int length) {
        return orchestrator(name, ctx -> {
            int value = 0;
            for (int i = 0; i < length; i++) {
                value = ctx.callActivity("PlusOne", value, Integer.class).await();
            }
            ctx.complete(value);
        });
    }

    /** Collects as many events {@code item} as its input says: {@code Collect}. */
    public static TaskOrchestrationFactory collect() {
        return orchestrator("Collect", ctx -> {
            var got = new ArrayList<Integer>();
            for (int i = 0; i < ctx.getInput(Integer.class); i++) {
                got.add(ctx.waitForExternalEvent("item", Integer.class).await());
            }
            ctx.complete(got);
        });
    }

    public static TaskActivityFactory plusOne() {
        return activity("PlusOne", ctx -> ctx.getInput(Integer.class) + 1);
    }
}
