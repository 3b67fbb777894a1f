package dev.millrace.forge;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The forge as a program of its own. */
@Command(
        name = "forge",
        description = "A stand-in for Azure DevOps, GitHub and GitLab on real Git.",
        mixinStandardHelpOptions = true)
public final class ForgeCommand implements Callable<Integer> {

    /** Jetty and JGit are quiet; the level lasts as long as somebody holds the logger. */
    private static final Logger LIBRARIES = Logger.getLogger("org.eclipse");

    @Spec
    CommandSpec spec;

    @Option(names = "--port", description = "Port on the loopback interface; 0 for any (${DEFAULT-VALUE}).")
    int port = 8190;

    @Option(names = "--data", description = "Folder of everything that survives a restart (${DEFAULT-VALUE}).")
    Path data = Path.of(".millrace", "forge");

    @Option(names = "--seed", description = "Make a first project of this name, unless there is one.")
    @Nullable
    String seed;

    @Option(names = "--till", description = "Make a till of this name, unless there is one: no tickets. Repeatable.")
    List<String> tills = List.of();

    @Option(names = "--build-minutes", description = "Time for all steps of a build (${DEFAULT-VALUE}).")
    int buildMinutes = 10;

    public static void main(String[] args) {
        LIBRARIES.setLevel(Level.WARNING);
        System.exit(new CommandLine(new ForgeCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var settings = ForgeSettings.in(data).withPort(port).withBuildLimit(Duration.ofMinutes(buildMinutes));
        var stopped = new CountDownLatch(1);
        try {
            Forge forge = Forge.start(settings);
            if (seed != null) {
                new Seed(forge.core()).sow(seed);
            }
            tills.forEach(new TillSeed(forge.core())::sow);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(forge, stopped)));
            greet(forge, out);
            stopped.await();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("forge: " + e.getMessage());
            return 1;
        }
    }

    private static void greet(Forge forge, PrintWriter out) {
        String token = forge.token(Forge.CARETAKER);
        out.println("The forge listens. Azure DevOps " + forge.ado());
        out.println("                   GitHub       " + forge.github());
        out.println("                   GitLab       " + forge.gitlab());
        out.println("Token of " + Forge.CARETAKER + ": " + token);
        for (String login : new String[] {"ada", "grace"}) {
            if (forge.core().people().find(login).isPresent()) {
                out.println("Token of " + login + ": " + forge.token(login));
            }
        }
        out.flush();
    }

    private static void stop(Forge forge, CountDownLatch stopped) {
        try {
            forge.close();
        } catch (IOException e) {
            LIBRARIES.log(Level.WARNING, "The forge did not stop cleanly", e);
        } finally {
            stopped.countDown();
        }
    }
}
