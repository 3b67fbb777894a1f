package dev.millrace.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A function for Knative's Node runtime that answers an event with another, as ours do. */
public final class NodeFunction {

    private static final String RUNTIME = "faas-js-runtime@3.0.2";
    private static final String SOURCE = """
        const { CloudEvent } = require('cloudevents');
        module.exports = { handle: (context, event) => new CloudEvent({
          type: 'dev.millrace.hook.ignored.v1', source: '/functions/node', data: event ?? {} }) };
        """;

    private NodeFunction() {}

    /**
     * Installs the runtime once.
     *
     * @return empty when this machine has no npm, or npm cannot get it
     */
    public static Optional<Path> install(Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.js"), SOURCE);
            if (Files.isDirectory(folder.resolve("node_modules/faas-js-runtime"))) {
                return Optional.of(folder);
            }
            Files.writeString(folder.resolve("package.json"), "{\"name\":\"beside\",\"private\":true}");
            int exit = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--silent", RUNTIME)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start()
                    .waitFor();
            return exit == 0 ? Optional.of(folder) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
