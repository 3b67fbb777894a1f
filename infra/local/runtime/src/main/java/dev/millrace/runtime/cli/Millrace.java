package dev.millrace.runtime.cli;

import dev.millrace.codehosts.HostException;
import dev.millrace.runtime.chaos.Commands;
import dev.millrace.runtime.cli.approvals.ApprovalsCommand;
import dev.millrace.runtime.cli.audit.AuditCommand;
import dev.millrace.runtime.cli.cost.CostCommand;
import dev.millrace.runtime.connect.HostTrouble;
import dev.millrace.runtime.manifest.ManifestException;
import dev.millrace.runtime.tenants.TenantFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "millrace",
        description = "Tickets become reviewed, merged, documented and costed pull requests.",
        version = "millrace 0.1.0",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:tried without success, or what was checked does not hold",
            "2:wrong command line",
            "3:the platform does not run",
            "4:a code host refuses the token, or a right is missing"
        },
        footer = {
            "",
            "Also: 'millrace build' builds what is stale, 'millrace test' runs all tests, 'millrace images' makes container images.",
            "Start with 'millrace up', then 'millrace tenant add NAME' in a second terminal."
        },
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            EventsCommand.class,
            TraceCommand.class,
            WorkflowsCommand.class,
            DlqCommand.class,
            TenantCommand.class,
            KeyCommand.class,
            BudgetCommand.class,
            ConnectCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            TrainCommand.class,
            HelpCommand.class
        })
public final class Millrace implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        quietLibraries();
        System.exit(commandLine().execute(args));
    }

    /** The commands, ready to execute. */
    public static CommandLine commandLine() {
        var platform = new NamedPlatform();
        return new CommandLine(new Millrace())
                .addSubcommand(platform.namedBy(AuditCommand.commandLine(platform), "export", "checkpoint"))
                .addSubcommand(platform.namedBy(
                        CostCommand.commandLine(platform),
                        "report",
                        "budgets",
                        "forecast",
                        "focus",
                        "reconcile",
                        "correct"))
                .addSubcommand(
                        platform.namedBy(ApprovalsCommand.commandLine(platform), "list", "show", "approve", "reject"))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> complain(failure, command.getErr()));
    }

    /** Executes a command and keeps what it writes. */
    public static Commands.Said say(List<String> arguments) {
        var words = new StringWriter();
        var all = new PrintWriter(words);
        int code = commandLine().setOut(all).setErr(all).execute(arguments.toArray(String[]::new));
        return new Commands.Said(code, words.toString());
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }

    private static int complain(Exception failure, PrintWriter err) {
        switch (failure) {
            case CommandFailure told -> err.println("millrace: " + told.getMessage());
            case ManifestException told -> err.println("millrace: " + told.getMessage());
            case TenantFileException told -> err.println("millrace: " + told.getMessage());
            case IllegalArgumentException told -> err.println("millrace: " + told.getMessage());
            case IllegalStateException told -> err.println("millrace: " + told.getMessage());
            case HostException told -> err.println("millrace: " + HostTrouble.sentence(told));
            case UncheckedIOException told -> err.println("millrace: " + told.getMessage() + because(told.getCause()));
            case IOException told -> err.println("millrace: " + told.getMessage());
            case InterruptedException ended -> err.println("millrace: stopped before the end");
            default -> failure.printStackTrace(err);
        }
        return switch (failure) {
            case CommandFailure told -> told.exitCode();
            case HostException.Forbidden refused -> ExitCode.REFUSED;
            case HostException.NotFound missing -> ExitCode.REFUSED;
            default -> ExitCode.FAILED;
        };
    }

    private static String because(@Nullable IOException cause) {
        return cause == null ? "" : ": " + cause.getMessage();
    }

    /** What libraries say goes to nobody unless it is a warning. */
    private static void quietLibraries() {
        try (@Nullable InputStream settings = Millrace.class.getResourceAsStream("/logging.properties")) {
            if (settings != null) {
                LogManager.getLogManager().readConfiguration(settings);
            }
        } catch (IOException e) {
            System.err.println("millrace: the log settings cannot be read: " + e.getMessage());
        }
    }
}
