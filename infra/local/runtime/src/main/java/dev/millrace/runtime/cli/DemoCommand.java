package dev.millrace.runtime.cli;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.demo.Demo;
import dev.millrace.runtime.house.RunningFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the whole of it: a ticket becomes a merged, documented and costed pull request, step by step.",
            "Starts the platform unless it runs, and a stand-in for the code host with a small project; in the end checks Git,"
                    + " ledger and audit log. Exit code 0 only when everything holds."
        })
final class DemoCommand implements Callable<Integer> {

    /** Whose answers are to be had for a model. */
    private static final String MODEL = "MILLRACE_MODEL_URL";

    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration EACH = Duration.ofSeconds(20);
    private static final Duration PEOPLE = Duration.ofHours(1);

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Option(
            names = "--host",
            defaultValue = "ado",
            converter = CodeHostConverter.class,
            description = "Kind of code host: ado, github or gitlab (default: ${DEFAULT-VALUE}).")
    HookKind host;

    @Option(names = "--tickets", defaultValue = "1", description = "So many at once (default: ${DEFAULT-VALUE}).")
    int tickets;

    @Option(names = "--yes", description = "Click on the link for approval, too.")
    boolean yes;

    @Option(names = "--keep", description = "Leave platform and code host running.")
    boolean keep;

    @Option(
            names = "--timeout",
            description = "For the tickets, ISO 8601 (default: PT5M and 20 s a ticket, an hour more without --yes).")
    @Nullable
    Duration timeout;

    /** Kinds of hooks that come with code: CloudEvents have none. */
    private static final class CodeHostConverter implements ITypeConverter<HookKind> {

        @Override
        public HookKind convert(String value) {
            return Stream.of(HookKind.ADO, HookKind.GITHUB, HookKind.GITLAB)
                    .filter(kind -> kind.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it is ado, github or gitlab, not '" + value + "'"));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (tickets < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--tickets is 1 or more.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path folder = folder();
        out.printf("Millrace demo, all of it in %s. Ctrl-C ends it.%n", folder);
        out.flush();
        String model = System.getenv(MODEL);
        var wanted = new Demo.Wanted(
                Checkout.current().root(),
                folder,
                host,
                tickets,
                yes,
                keep,
                timeout == null ? patience() : timeout,
                model == null || model.isBlank());
        try (Demo demo = Demo.of(wanted, out, Terminal.isThere())) {
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
            return run(demo);
        }
    }

    /** What goes wrong because somebody ended it is no news. */
    private static int run(Demo demo) throws IOException, InterruptedException {
        try {
            return demo.run() ? 0 : ExitCode.FAILED;
        } catch (IOException | IllegalStateException e) {
            if (demo.isStopped()) {
                return ExitCode.FAILED;
            }
            throw e;
        }
    }

    private Duration patience() {
        Duration work = FIRST.plus(EACH.multipliedBy(tickets));
        return yes ? work : work.plus(PEOPLE);
    }

    /** Its own data directory, unless a platform runs in the usual one. */
    private Path folder() {
        if (data.data != null || System.getenv("MILLRACE_DATA") != null) {
            return data.folder().toAbsolutePath().normalize();
        }
        Path usual = Checkout.current().defaultData();
        return RunningFile.read(usual).isPresent() ? usual : usual.resolveSibling("demo");
    }
}
