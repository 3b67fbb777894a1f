package dev.millrace.engine.grpc;

import dev.millrace.engine.EngineClient;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The engine's door for the SDK's stock workers and clients, on the loopback interface. */
public final class SidecarServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 128 << 20;

    private final Server server;
    private final ExecutorService calls;
    private final ScheduledExecutorService clock;

    private SidecarServer(Server server, ExecutorService calls, ScheduledExecutorService clock) {
        this.server = server;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Opens the door.
     *
     * @param workers the same that the engine was built with
     * @param port 0 for any
     * @param mayRecreate whether a caller may delete everything
     * @throws IOException when the port is taken
     */
    public static SidecarServer open(EngineClient client, RemoteWorkers workers, int port, boolean mayRecreate)
            throws IOException {
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        var server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .executor(calls)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(new SidecarService(client, workers, mayRecreate))
                .build()
                .start();
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sidecar-clock").factory());
        var _ = clock.scheduleWithFixedDelay(workers::offerLate, 1, 1, TimeUnit.SECONDS);
        return new SidecarServer(server, calls, clock);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.shutdownNow();
    }
}
