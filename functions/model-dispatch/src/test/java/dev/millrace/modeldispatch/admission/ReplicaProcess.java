package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.events.UsageEvent.Calls;
import dev.millrace.modeldispatch.admission.budget.LeaseRules;
import io.smallrye.mutiny.Uni;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A replica as a process of its own with clients of its own. Its standard output is the broker: what is a line there was
 * taken for good.
 */
final class ReplicaProcess {

    /** Less than 200 clients with 300 calls each spend, so that some are refused even if nobody is killed. */
    static final long CAP = 12_000_000_000L;

    static final int WORST = 1_000_000;
    static final LeaseRules RULES =
            new LeaseRules(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(1), 1_000_000);
    private static final PrintStream OUT = System.out;

    private ReplicaProcess() {}

    /** @param args port and name of the database, clients, calls of each, seed */
    public static void main(String[] args) {
        var replica = new Replica(
                Integer.parseInt(args[0]),
                args[1],
                ReplicaProcess::tell,
                RULES,
                Duration.ofMillis(100),
                Clock.systemUTC(),
                System::nanoTime,
                UnaryOperator.identity());
        int calls = Integer.parseInt(args[3]);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                var random = new Random(Long.parseLong(args[4]) * 1_000 + i);
                clients.execute(() -> call(replica, random, calls));
            }
        }
        replica.bookkeeper.stop();
        replica.close();
        say("done");
        System.exit(0); // Mutiny's own threads would keep the process.
    }

    private static void call(Replica replica, Random random, int calls) {
        Caller caller = Desk.caller(Desk.tenant(Desk.own(CAP)), null);
        for (int i = 0; i < calls; i++) {
            long cost = 1L + random.nextInt(WORST);
            Instant from = Instant.now();
            switch (Desk.admit(replica, caller, cost)) {
                case Verdict.Admitted admitted -> {
                    var later = CompletableFuture.delayedExecutor(random.nextInt(40), TimeUnit.MILLISECONDS);
                    long spent = random.nextLong(cost + 1);
                    CompletableFuture.runAsync(() -> admitted.permit().settle(Desk.cost(spent)), later)
                            .join();
                }
                case Verdict.Refused refused ->
                    say("refused " + refused.reason() + " " + from + " " + Instant.now() + " " + cost);
            }
        }
    }

    private static Uni<Void> tell(Event<?> event) {
        switch (event.data()) {
            case UsageEvent.Spent spent ->
                say("spent " + event.id() + " " + spent.lease() + " "
                        + spent.calls().stream()
                                .map(Calls::cost)
                                .mapToLong(cost -> cost.nanos())
                                .sum());
            case UsageEvent.LeaseExpired lost ->
                say("expired " + event.id() + " " + lost.lease() + " "
                        + lost.amount().nanos());
            default -> throw new IllegalStateException("unexpected " + event);
        }
        return Uni.createFrom().voidItem();
    }

    private static synchronized void say(String line) {
        OUT.print("> " + line + "\n");
        OUT.flush();
    }
}
