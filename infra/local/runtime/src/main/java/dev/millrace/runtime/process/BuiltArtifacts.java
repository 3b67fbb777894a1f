package dev.millrace.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The artifacts of a working copy: {@code functions/<name>/target/quarkus-app}, save for services whose room has another
 * place.
 *
 * @param root the working copy
 * @param rooms service name to its room, relative to the root, such as {@code workflows-host} to {@code workflows/host}
 */
public record BuiltArtifacts(Path root, Map<String, String> rooms) implements Artifacts {

    private static final Map<String, String> ELSEWHERE = Map.of("workflows-host", "workflows/host");

    public BuiltArtifacts {
        rooms = Map.copyOf(rooms);
    }

    public static BuiltArtifacts of(Path workingCopy) {
        return new BuiltArtifacts(workingCopy, ELSEWHERE);
    }

    /** Where a service's sources lie. */
    public Path room(String service) {
        return root.resolve(rooms.getOrDefault(service, "functions/" + service));
    }

    @Override
    public Path folder(String service) {
        Path folder = room(service).resolve("target/quarkus-app");
        if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("The function " + service + " is not built: " + folder
                    + " holds no quarkus-run.jar. Run ./millrace build");
        }
        return folder;
    }
}
