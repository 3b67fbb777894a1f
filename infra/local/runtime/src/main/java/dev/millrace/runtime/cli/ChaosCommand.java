package dev.millrace.runtime.cli;

import dev.millrace.runtime.chaos.HookChaos;
import dev.millrace.runtime.chaos.Tally;
import dev.millrace.runtime.chaos.TicketChaos;
import dev.millrace.runtime.chaos.TicketTally;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace chaos}. */
@Command(
        name = "chaos",
        description = {
            "Posts hooks, or with --tickets sends tickets on their whole way, while everything is killed at random and"
                    + " requests go wrong, then counts what is lost or doubled.",
            "It uses data directories of its own. Exit code 0 only when nothing is."
        })
final class ChaosCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--hooks", defaultValue = "2000", description = "How many hooks (default: ${DEFAULT-VALUE}).")
    int hooks;

    @Option(names = "--tickets", description = "So many tickets to their changelogs instead, approvals clicked.")
    @Nullable
    Integer tickets;

    @Option(
            names = "--kills",
            defaultValue = "40",
            description = "At most so many kills, or kills and faults (default: ${DEFAULT-VALUE}).")
    int kills;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, same work and blows (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (hooks < 1 || (tickets != null && tickets < 1) || kills < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--hooks and --tickets are 1 or more, --kills is 0 or more.");
        }
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> progress = sentence -> {
            err.println(sentence);
            err.flush();
        };
        List<String> findings;
        try (OrderlyEnd _ = OrderlyEnd.ofThisThread(
                () -> progress.accept("stopping: ends what was started and deletes its folder"))) {
            findings = tickets == null ? hooks(progress) : tickets(tickets, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            findings.forEach(finding -> out.println("✗ " + finding));
        }
        out.flush();
        return findings.isEmpty() ? 0 : ExitCode.FAILED;
    }

    private List<String> hooks(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        Tally tally = HookChaos.run(hooks, kills, seed, progress);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(tally));
            return tally.findings();
        }
        out.printf(
                "%d hooks, %d kills, %d attempts to send, seed %d%n",
                tally.hooks(), tally.kills(), tally.attempts(), seed);
        if (tally.findings().isEmpty()) {
            out.println("✓ each hook has one event, one effect and one audit entry; nothing is lost or doubled");
        }
        return tally.findings();
    }

    private List<String> tickets(int count, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        TicketTally tally = TicketChaos.run(new TicketChaos.Wishes(count, kills, seed), Millrace::say, progress);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(tally));
            return tally.findings();
        }
        out.printf(
                "%d tickets, %d pull requests, %d merged, %d in the changelogs of %d pull requests, %d approvals%n",
                tally.tickets(),
                tally.pullRequests(),
                tally.merged(),
                tally.documented(),
                tally.documents(),
                tally.approvals());
        out.printf(
                "%d kills, %d faults of code host and model, %d dead letters, %s, seed %d%n",
                tally.kills(), tally.faults(), tally.deadLetters(), Output.time(tally.took()), seed);
        if (tally.findings().isEmpty()) {
            out.println("✓ each ticket has one pull request, one merge and one line in the changelog; the ledger is"
                    + " balanced, the audit log's proofs hold");
        }
        return tally.findings();
    }
}
