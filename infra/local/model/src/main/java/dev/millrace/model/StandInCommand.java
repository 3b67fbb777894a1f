package dev.millrace.model;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The stand-in as a program of its own. */
@Command(
        name = "model",
        description = "A stand-in for an OpenAI-compatible model, which follows plain instructions to the letter.",
        mixinStandardHelpOptions = true)
public final class StandInCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--port", description = "Port on the loopback interface; 0 for any (${DEFAULT-VALUE}).")
    int port = 8191;

    @Option(names = "--chunk-millis", description = "Time between two chunks of a stream (${DEFAULT-VALUE}).")
    long chunkMillis = 20;

    public static void main(String[] args) {
        System.exit(new CommandLine(new StandInCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var stopped = new CountDownLatch(1);
        try {
            StandIn standIn = StandIn.start(vertx, port, chunkMillis)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            out.println("The stand-in for a model listens: " + standIn.address() + "/v1 (model stand-in, any key)");
            out.flush();
            stopped.await();
            return 0;
        } catch (CompletionException e) {
            spec.commandLine()
                    .getErr()
                    .println("model: port " + port + " cannot be opened: "
                            + (e.getCause() == null
                                    ? e.getMessage()
                                    : e.getCause().getMessage()));
            return 1;
        } finally {
            vertx.close();
        }
    }
}
