package dev.millrace.runtime.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of other JVMs with the JDK, the flags and the class path of this one. */
public final class OwnJava {

    /** By its name, as it is the command line that knows the rooms and not the other way round. */
    private static final String MILLRACE = "dev.millrace.runtime.cli.Millrace";

    private static final String CACHE = "-XX:AOT";

    private OwnJava() {}

    /** The command line, with the AOT cache of this JVM, if it has one. */
    public static List<String> millrace(List<String> arguments) {
        return command(flags(), MILLRACE, arguments);
    }

    /**
     * A program of this class path, with an AOT cache of its own.
     *
     * @param cache flags about the cache; none for no cache
     */
    public static List<String> program(String program, List<String> cache, List<String> arguments) {
        List<String> flags = new ArrayList<>(
                flags().stream().filter(flag -> !flag.startsWith(CACHE)).toList());
        flags.addAll(cache);
        return command(flags, program, arguments);
    }

    private static List<String> command(List<String> flags, String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
        command.addAll(arguments);
        return command;
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
}
