package dev.millrace.engine.crash;

import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An engine in a process of its own, to be killed. */
public final class CrashHost {

    public static final Duration LEASE = Duration.ofSeconds(2);

    private CrashHost() {}

    public static void main(String... arguments) throws InterruptedException {
        var store = PostgresStore.open(arguments[0], arguments[1], "test");
        Engine engine = Mixture.register(Engine.builder(store)
                        .config(EngineConfig.builder()
                                .lease(Duration.parse(arguments[2]))
                                .build()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        new CountDownLatch(1).await();
    }

    /** Starts such a process. */
    public static Process start(String url, String user, Duration lease) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashHost.class.getName(),
                        url,
                        user,
                        lease.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
