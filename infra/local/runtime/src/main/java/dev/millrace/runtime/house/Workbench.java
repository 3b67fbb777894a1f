package dev.millrace.runtime.house;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.BuiltArtifacts;
import dev.millrace.runtime.process.Launch;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions one at a time, without broker and serving: with their database and secrets, their training tenants and
 * teams, and a sink that accepts everything and forgets it.
 */
public final class Workbench implements AutoCloseable {

    private final Site site;
    private final Foundation foundation;
    private final Vertx vertx = Vertx.vertx();
    private final URI sink;

    private Workbench(Site site, Foundation foundation) throws IOException {
        this.site = site;
        this.foundation = foundation;
        int port = foundation.ports().take();
        this.sink = URI.create("http://127.0.0.1:" + port + "/");
        vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(
                        end -> request.response().setStatusCode(202).end()))
                .listen(port, "127.0.0.1");
        for (ServiceManifest service : services()) {
            copy(training(service.name()).resolve("tenants"), site.tenants());
            copy(training(service.name()).resolve("directory"), site.directory());
        }
    }

    public static Workbench open(Site site) throws IOException, InterruptedException, SQLException {
        Foundation foundation = Foundation.lay(site, Blueprint.read(site.root()), Progress.silent());
        try {
            return new Workbench(site, foundation);
        } catch (IOException | RuntimeException e) {
            foundation.close();
            throw e;
        }
    }

    public List<ServiceManifest> services() {
        return foundation.blueprint().services();
    }

    /** How an instance would be started, on a port of its own. */
    public Launch launch(ServiceManifest service) {
        return foundation.launches(sink).launch(service, foundation.ports().take());
    }

    /** Starts it, its output in its log. */
    public Process start(Launch launch) throws IOException {
        Files.createDirectories(launch.log().getParent());
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    /** The training requests of a function, in their order. */
    public List<TrainingRequest> requests(String function) throws IOException {
        return files(training(function), ".http").stream()
                .map(file -> TrainingRequest.read(file, foundation.operatorToken()))
                .toList();
    }

    @Override
    public void close() {
        vertx.close();
        foundation.close();
    }

    private Path training(String function) {
        return BuiltArtifacts.of(site.root()).room(function).resolve("training");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from, ".yaml")) {
            Path copy = to.resolve(file.getFileName());
            if (Files.exists(copy) && Files.mismatch(file, copy) >= 0) {
                throw new IOException(file + " has the name of another function's; give it one of its own");
            }
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
