package dev.millrace.runtime.cli;

import dev.millrace.runtime.chaos.HookChaos;
import dev.millrace.runtime.chaos.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace chaos}. */
@Command(
        name = "chaos",
        description = {
            "Posts hooks while runtime, PostgreSQL and functions are killed at random, then counts what is lost or doubled.",
            "It uses a data directory of its own. Exit code 0 only when nothing is."
        })
final class ChaosCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--hooks", defaultValue = "2000", description = "How many hooks (default: ${DEFAULT-VALUE}).")
    int hooks;

    @Option(names = "--kills", defaultValue = "40", description = "At most so many kills (default: ${DEFAULT-VALUE}).")
    int kills;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, same hooks and kills (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter err = spec.commandLine().getErr();
        Tally tally = HookChaos.run(hooks, kills, seed, sentence -> {
            err.println(sentence);
            err.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Output.json(tally));
        } else {
            out.printf(
                    "%d hooks, %d kills, %d attempts to send, seed %d%n",
                    tally.hooks(), tally.kills(), tally.attempts(), seed);
            tally.findings().forEach(finding -> out.println("✗ " + finding));
            if (tally.findings().isEmpty()) {
                out.println("✓ each hook has one event, one effect and one audit entry; nothing is lost or doubled");
            }
        }
        return tally.findings().isEmpty() ? 0 : ExitCode.FAILED;
    }
}
