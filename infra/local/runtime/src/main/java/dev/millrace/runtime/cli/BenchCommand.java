package dev.millrace.runtime.cli;

import dev.millrace.runtime.bench.ColdStartBench;
import dev.millrace.runtime.bench.Dose;
import dev.millrace.runtime.bench.EngineBench;
import dev.millrace.runtime.bench.HookBench;
import dev.millrace.runtime.bench.JourneyBench;
import dev.millrace.runtime.bench.LedgerBench;
import dev.millrace.runtime.bench.ModelBench;
import dev.millrace.runtime.bench.NodeFunction;
import dev.millrace.runtime.bench.Subject;
import dev.millrace.runtime.bench.UpBench;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Machine;
import dev.millrace.runtime.bench.figure.Report;
import dev.millrace.runtime.bench.figure.ReportTable;
import dev.millrace.runtime.bench.figure.Section;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
            "Keep the machine quiet meanwhile. All of it takes several minutes, or about two with --quick."
        })
final class BenchCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "SUBJECT",
            arity = "0..*",
            description =
                    "What to measure: up, cold-start, hooks, engine, models, ledger, journey, or all (the default).")
    List<String> subjects = List.of();

    @Option(
            names = {"--rounds", "--runs"},
            paramLabel = "N",
            description = "How often each is measured (default: 3).")
    @Nullable
    Integer rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "How long clients send in one round (default: 4).")
    @Nullable
    Integer seconds;

    @Option(names = "--quick", description = "Little of each, for trying it: the figures are coarse.")
    boolean quick;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Set<Subject> wanted = usable(() -> Subject.named(subjects));
        Dose dose = usable(this::dose);
        try (OrderlyEnd _ =
                OrderlyEnd.ofThisThread(() -> note("stopping: ends what was started and deletes its folder"))) {
            Report report = measure(wanted, dose);
            print(report);
            return report.isComplete() ? 0 : ExitCode.FAILED;
        }
    }

    private Report measure(Set<Subject> wanted, Dose dose) throws InterruptedException {
        Machine machine = Machine.current();
        List<Section> sections = new ArrayList<>();
        for (Subject subject : wanted) {
            note("[" + (sections.size() + 1) + "/" + wanted.size() + "] " + subject.word());
            sections.add(section(subject, dose));
        }
        return new Report(machine, sections);
    }

    private Dose dose() {
        Dose dose = quick ? Dose.quick() : Dose.standard();
        dose = rounds == null ? dose : dose.withRounds(rounds);
        return seconds == null ? dose : dose.withSpan(Duration.ofSeconds(seconds));
    }

    /** What cannot be measured keeps nobody from measuring the rest. */
    private Section section(Subject subject, Dose dose) throws InterruptedException {
        String load = Machine.load();
        long begun = System.nanoTime();
        List<Figure> figures = List.of();
        @Nullable String failure = null;
        try {
            figures = measure(subject, dose, this::note);
        } catch (IOException | SQLException | IllegalStateException e) {
            failure = String.valueOf(e.getMessage());
            note(subject.word() + " could not be measured: " + failure);
        }
        long took = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        return new Section(subject.word(), load, took, figures, failure);
    }

    private static List<Figure> measure(Subject subject, Dose dose, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Path root = Checkout.current().root();
        return switch (subject) {
            case UP -> UpBench.run(dose.rounds(), progress);
            case COLD_START ->
                ColdStartBench.run(root, NodeFunction.install(root.resolve(".millrace/node")), dose, progress);
            case HOOKS -> HookBench.run(dose, progress);
            case ENGINE -> EngineBench.run(root, dose, progress);
            case MODELS -> ModelBench.run(dose, progress);
            case LEDGER -> LedgerBench.run(root, dose, progress);
            case JOURNEY -> JourneyBench.run(dose.rounds(), progress);
        };
    }

    private void note(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(report));
            return;
        }
        new ReportTable(Terminal.columns(spec)).print(report, out);
    }

    private static <T> T usable(Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
