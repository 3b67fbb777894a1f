package dev.millrace.engine;

import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;

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

    public static TaskActivityFactory plusOne() {
        return activity("PlusOne", ctx -> ctx.getInput(Integer.class) + 1);
    }
}
