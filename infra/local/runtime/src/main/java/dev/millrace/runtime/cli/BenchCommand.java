package dev.millrace.runtime.cli;

import dev.millrace.runtime.bench.ColdStartBench;
import dev.millrace.runtime.bench.Figure;
import dev.millrace.runtime.bench.HookBench;
import dev.millrace.runtime.bench.JourneyBench;
import dev.millrace.runtime.bench.Machine;
import dev.millrace.runtime.bench.NodeFunction;
import dev.millrace.runtime.bench.UpBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace bench}. */
@Command(
        name = "bench",
        description = {
            "Measures the platform on this machine, in data directories of its own that are deleted afterwards.",
            "Keep the machine quiet meanwhile. It takes about two minutes for hooks, one for each of the others."
        })
final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum Subject {
        UP,
        COLD_START,
        HOOKS,
        JOURNEY
    }

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "SUBJECT",
            arity = "0..*",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);

    @Option(names = "--runs", defaultValue = "7", description = "Runs of each start (default: ${DEFAULT-VALUE}).")
    int runs;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Machine machine = Machine.current();
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> progress = sentence -> {
            err.println(sentence);
            err.flush();
        };
        List<Figure> figures = new ArrayList<>();
        for (Subject subject : subjects.isEmpty() ? EnumSet.allOf(Subject.class) : subjects) {
            figures.addAll(measure(subject, progress));
        }
        print(machine, figures);
        return 0;
    }

    private List<Figure> measure(Subject subject, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Path root = Checkout.current().root();
        return switch (subject) {
            case UP -> UpBench.run(runs, progress);
            case COLD_START ->
                ColdStartBench.run(root, NodeFunction.install(root.resolve(".millrace/node")), runs, progress);
            case HOOKS -> HookBench.run(progress);
            case JOURNEY -> JourneyBench.run(runs, progress);
        };
    }

    private void print(Machine machine, List<Figure> figures) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(Map.of("machine", machine, "figures", figures)));
            return;
        }
        out.println(machine);
        for (Figure figure : figures) {
            out.printf("%-70s  %s%n", figure.name(), figure.value());
            if (figure.wanted() != null) {
                out.printf("%-70s  wanted: %s%n", "", figure.wanted());
            }
        }
    }
}
