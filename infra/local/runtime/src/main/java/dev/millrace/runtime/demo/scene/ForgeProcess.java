package dev.millrace.runtime.demo.scene;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.ForgeCommand;
import dev.millrace.runtime.demo.access.Shop;
import dev.millrace.runtime.demo.access.Team;
import dev.millrace.runtime.process.OwnJava;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the forge is started in a JVM of its own. */
public final class ForgeProcess {

    /** Everybody whom the demo needs an account of. */
    public static final List<String> PEOPLE = List.of("millrace", Team.AUTHOR, Team.APPROVER);

    /** The project for each kind of host. */
    public static final List<String> PROJECTS = Stream.of(HookKind.ADO, HookKind.GITHUB, HookKind.GITLAB)
            .map(Shop::name)
            .toList();

    private ForgeProcess() {}

    /** With the AOT cache that the build has left, if there is one. */
    static List<String> command(Path data, int port) {
        Path cache = cache();
        return command(cache != null && Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of(), data, port);
    }

    /** @param flags of the AOT cache */
    static List<String> command(List<String> flags, Path data, int port) {
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port), "--data", data.toString()));
        for (String project : PROJECTS) {
            arguments.addAll(List.of("--till", project));
        }
        return OwnJava.program(ForgeCommand.class.getName(), flags, arguments);
    }

    /** Beside the runtime's jar; null when it runs from folders of classes, which a cache cannot hold. */
    static @Nullable Path cache() {
        Path first = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
        return first.toString().endsWith(".jar") ? first.resolveSibling("forge.aot") : null;
    }
}
