package dev.millrace.runtime.journey;

import dev.millrace.forge.ForgeCommand;
import dev.millrace.runtime.process.OwnJava;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the forge is started in a JVM of its own. */
public final class ForgeProcess {

    private ForgeProcess() {}

    /**
     * With the AOT cache that the build has left, if there is one.
     *
     * @param tills projects that are to be there
     */
    public static List<String> command(Path data, int port, List<String> tills) {
        Path cache = cache();
        List<String> flags = cache != null && Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
        return command(flags, data, port, tills);
    }

    /** @param flags of the AOT cache */
    public static List<String> command(List<String> flags, Path data, int port, List<String> tills) {
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port), "--data", data.toString()));
        for (String project : tills) {
            arguments.addAll(List.of("--till", project));
        }
        return OwnJava.program(ForgeCommand.class.getName(), flags, arguments);
    }

    /** Beside the runtime's jar; null when it runs from folders of classes, which a cache cannot hold. */
    public static @Nullable Path cache() {
        Path first = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
        return first.toString().endsWith(".jar") ? first.resolveSibling("forge.aot") : null;
    }
}
