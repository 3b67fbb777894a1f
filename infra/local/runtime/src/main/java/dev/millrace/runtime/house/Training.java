package dev.millrace.runtime.house;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Launch;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains the AOT caches (JEP 514): each function without one runs once, in its final folder with its production flags,
 * answers its training requests, and leaves a cache when it stops.
 *
 * <p>Training requests are HTTP messages in files, {@code functions/<name>/training/*.http}, with tenants beside them in
 * {@code training/tenants}.
 */
public final class Training {

    private static final String CACHE = "app.aot";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofMinutes(2);

    private final Site site;
    private final Foundation foundation;
    private final Vertx vertx = Vertx.vertx();

    private Training(Site site, Foundation foundation) {
        this.site = site;
        this.foundation = foundation;
    }

    /** @param trained hears the name of each function that was trained */
    public static void run(Site site, Consumer<String> trained)
            throws IOException, InterruptedException, SQLException {
        Blueprint blueprint = Blueprint.read(site.root());
        try (Foundation foundation = Foundation.lay(site, blueprint, Progress.silent())) {
            var training = new Training(site, foundation);
            try {
                training.trainAll(trained);
            } finally {
                training.vertx.close();
            }
        }
    }

    private void trainAll(Consumer<String> trained) throws IOException, InterruptedException {
        int sink = foundation.ports().take();
        vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(
                        end -> request.response().setStatusCode(202).end()))
                .listen(sink, "127.0.0.1");
        URI broker = URI.create("http://127.0.0.1:" + sink + "/");
        for (ServiceManifest service : foundation.blueprint().services()) {
            Launch launch = foundation.launches(broker).launch(service, foundation.ports().take());
            if (!Files.exists(launch.directory().resolve(CACHE))) {
                train(service.name(), launch);
                trained.accept(service.name());
            }
        }
    }

    private void train(String function, Launch launch) throws IOException, InterruptedException {
        Path requests = site.root().resolve("functions").resolve(function).resolve("training");
        copyTenants(requests.resolve("tenants"));
        List<String> command = new ArrayList<>(launch.command());
        command.add(1, "-XX:AOTCacheOutput=" + CACHE);
        Files.createDirectories(launch.log().getParent());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(launch.log().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        try {
            awaitPort(process, launch);
            for (Path request : files(requests, ".http")) {
                send(launch.port(), Files.readString(request));
            }
            process.destroy();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("The function " + function + " did not stop; its output is in " + launch.log());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void copyTenants(Path from) throws IOException {
        for (Path tenant : files(from, ".yaml")) {
            Files.copy(tenant, site.tenants().resolve(tenant.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static void awaitPort(Process process, Launch launch) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), launch.port()), 1_000);
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("The function " + launch.service() + " did not start; its output is in " + launch.log());
    }

    /** Sends a message of RFC 9112 as it stands in the file; what comes back does not matter. */
    private static void send(int port, String message) throws IOException {
        TrainingRequest request = TrainingRequest.parse(message);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.bytes(port));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        }
    }
}
