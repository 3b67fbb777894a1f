package dev.millrace.durable.determinism.bad;

import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One orchestrator for each way to go wrong. */
public final class Orchestrators {

    private Orchestrators() {}

    private static final class Counters {

        private static final AtomicInteger COUNT = new AtomicInteger();
        private static int runs;
    }

    @SuppressWarnings("TimeInStaticInitializer")
    private static final class Born {

        private static final Instant AT = Instant.now();
    }

    private interface Lot {

        int draw();
    }

    private static final class Dice implements Lot {

        @Override
        public int draw() {
            return ThreadLocalRandom.current().nextInt(6);
        }
    }

    static final class ReadsClock implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(Instant.now().toString());
        }
    }

    static final class ReadsClockInLambda implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            Supplier<Long> time = () -> System.nanoTime();
            ctx.complete(time.get());
        }
    }

    static final class ReadsClockByReference implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            Supplier<Instant> time = Instant::now;
            ctx.complete(time.get().toString());
        }
    }

    static final class DrawsAtRandom implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(UUID.randomUUID());
        }
    }

    static final class DrawsBehindInterface implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            Lot lot = new Dice();
            ctx.complete(lot.draw());
        }
    }

    static final class ReadsFile implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            try {
                ctx.complete(Files.readString(Path.of("settings")));
            } catch (IOException e) {
                ctx.complete(e.getMessage());
            }
        }
    }

    static final class StartsThread implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            Thread.ofVirtual().start(() -> ctx.complete(null));
        }
    }

    static final class AsksEnvironment implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(System.getenv("HOME"));
        }
    }

    static final class PrintsLines implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            System.out.println(ctx.getName());
        }
    }

    static final class CountsInStatic implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            Counters.runs++;
            ctx.complete(Counters.runs);
        }
    }

    static final class CountsInFinalStatic implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(Counters.COUNT.incrementAndGet());
        }
    }

    static final class InitializesByClock implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(Born.AT.toString());
        }
    }

    static final class RunsInParallel implements TaskOrchestration {

        @Override
        public void run(TaskOrchestrationContext ctx) {
            ctx.complete(List.of(1, 2).parallelStream().mapToInt(one -> one).sum());
        }
    }
}
